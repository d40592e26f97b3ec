package io.packhouse.ampkg.archive;

import java.io.IOException;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.document.PackageHeader;

/** Takes what a {@link PackagePass} reads, in the order of the package and on the reader's thread. */
public interface PayloadSink {

    /** The header comes first, once. */
    default void header(PackageHeader header) throws PackageException, IOException {
    }

    /** A file or directory begins. */
    default void begin(ArchiveEntry entry) throws PackageException, IOException {
    }

    /**
     * A part of the content of the file that began.
     *
     * @param bytes
     *            other content may be read into it after this call
     */
    default void content(byte[] bytes, int length) throws PackageException, IOException {
    }

    /** The file or directory that began has ended. */
    default void end(ArchiveEntry entry) throws PackageException, IOException {
    }
}
