package io.packhouse.repackager.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

import io.packhouse.archives.ZipFields;

/**
 * Bytes that are kept in memory as they are written, packed once for any number of archives. Safe for any number of threads,
 * and no thread's interruption can take them away from the others, as it can take an open file.
 */
final class ReadyContent implements Content, PackedContent {

    private final byte[] packed;
    private final int method;
    private final int crc;
    private final long unpacked;

    private ReadyContent(byte[] packed, int method, int crc, long unpacked) {
        this.packed = packed;
        this.method = method;
        this.crc = crc;
        this.unpacked = unpacked;
    }

    /** Reads and packs {@code content}, which is not needed any more then. */
    static ReadyContent of(Content content) throws IOException {
        try (var buffers = new Buffers()) {
            NewContent made = NewContent.deflated(content, buffers);
            var bytes = new ByteArrayOutputStream();
            made.writeTo(bytes);
            return new ReadyContent(bytes.toByteArray(), made.method(), made.crc(), made.unpacked());
        }
    }

    @Override
    public long size() {
        return unpacked;
    }

    @Override
    public InputStream open() {
        InputStream in = new ByteArrayInputStream(packed);
        return method == ZipFields.STORED ? in : new Unpacking(in);
    }

    @Override
    public int method() {
        return method;
    }

    @Override
    public int crc() {
        return crc;
    }

    @Override
    public long packed() {
        return packed.length;
    }

    @Override
    public long unpacked() {
        return unpacked;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(packed);
    }

    /** Gives its inflater back when it is closed. */
    private static final class Unpacking extends InflaterInputStream {

        Unpacking(InputStream in) {
            super(in, new Inflater(true));
        }

        @Override
        public void close() throws IOException {
            super.close();
            inf.end();
        }
    }
}
