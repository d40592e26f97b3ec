package io.packhouse.repackager.archive;

import java.io.IOException;
import java.io.OutputStream;

import io.packhouse.archives.ZipFields;

/** The data of an entry that is being written: what the header before it says, and the bytes. */
interface PackedContent {

    /** {@link ZipFields#STORED} or {@link ZipFields#DEFLATED}. */
    int method();

    int crc();

    /** The bytes in the archive. */
    long packed();

    long unpacked();

    /** Writes {@link #packed()} bytes, or throws. */
    void writeTo(OutputStream out) throws IOException;
}
