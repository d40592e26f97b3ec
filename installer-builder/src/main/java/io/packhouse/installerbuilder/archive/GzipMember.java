package io.packhouse.installerbuilder.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * One gzip member (RFC 1952) in two parts that are made at different times: a {@linkplain Prefix prefix} that ends on a byte
 * with its deflate stream still open, and a {@linkplain #tail tail} that goes on there and ends it.
 *
 * <p>
 * RFC 1952 would also allow a second member after a first, and most readers read it; but some stop after the first without a
 * word, Python's {@code tarfile} in its stream mode among them. One member is read by everybody.
 */
final class GzipMember {

    /** Deflated, no flags, no time, usual compression, system unknown: equal input, equal bytes. */
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private GzipMember() {
    }

    /**
     * The end of a member: deflate blocks that refer to nothing before them, and the trailer.
     *
     * @param crc
     *            the CRC-32 of what the prefix unpacks to
     * @param length
     *            how many bytes that is
     * @param content
     *            what the tail unpacks to
     */
    static byte[] tail(int crc, long length, byte[] content) {
        try (var deflater = new Deflater(Deflater.BEST_COMPRESSION, true)) {
            deflater.setInput(content);
            deflater.finish();
            // Deflate's worst case is a few bytes for every 16 KiB that do not compress.
            ByteBuffer tail = ByteBuffer.allocate(content.length + content.length / 1024 + 64)
                    .order(ByteOrder.LITTLE_ENDIAN);
            while (!deflater.finished()) {
                deflater.deflate(tail);
            }
            tail.putInt(RunningCrc32.continuing(crc).update(content, 0, content.length).value());
            tail.putInt((int) (length + content.length));
            byte[] bytes = new byte[tail.flip().remaining()];
            tail.get(bytes);
            return bytes;
        }
    }

    /** Writes the beginning of a member. */
    static final class Prefix extends OutputStream {

        private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        private final OutputStream deflated;
        private final CRC32 crc = new CRC32();

        /** Begins; {@code out} is not closed. */
        Prefix(OutputStream out) throws IOException {
            out.write(HEADER);
            deflated = new DeflaterOutputStream(out, deflater, 64 * 1024, true);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[]{(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            crc.update(bytes, offset, length);
            deflated.write(bytes, offset, length);
        }

        /** Writes out everything, up to a whole byte; a tail can follow. */
        @Override
        public void flush() throws IOException {
            deflated.flush();
        }

        /** The CRC-32 of everything written. */
        int crc() {
            return (int) crc.getValue();
        }

        /** Frees the memory of the compressor. Nothing more is written: the member stays open. */
        @Override
        public void close() {
            deflater.close();
        }
    }
}
