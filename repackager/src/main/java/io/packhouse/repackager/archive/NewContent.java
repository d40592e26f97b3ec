package io.packhouse.repackager.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

import org.jspecify.annotations.Nullable;

import io.packhouse.archives.ZipFields;

/**
 * New content, packed once to learn its size. Packed bytes of up to 1 MiB are kept for the writing; larger content is packed
 * again then, so that memory stays flat, and the archive needs neither temporary files nor sizes behind the data.
 *
 * @param kept
 *            the packed bytes, or null when they are too many or the content is stored
 */
record NewContent(Content content, int method, int crc, long packed, long unpacked, byte @Nullable [] kept, Buffers buffers)
        implements
            PackedContent {

    private static final int KEPT = 1024 * 1024;

    /** Deflates where that makes fewer bytes, else stores. */
    static NewContent deflated(Content content, Buffers buffers) throws IOException {
        var out = new Keeping();
        Pass pass = pass(content, true, out, buffers);
        return pass.packed < pass.unpacked
                ? new NewContent(content, ZipFields.DEFLATED, pass.crc, pass.packed, pass.unpacked, out.kept(), buffers)
                : new NewContent(content, ZipFields.STORED, pass.crc, pass.unpacked, pass.unpacked, null, buffers);
    }

    static NewContent stored(Content content, Buffers buffers) throws IOException {
        Pass pass = pass(content, false, OutputStream.nullOutputStream(), buffers);
        return new NewContent(content, ZipFields.STORED, pass.crc, pass.unpacked, pass.unpacked, null, buffers);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        if (kept != null) {
            out.write(kept);
            return;
        }
        if (!pass(content, method == ZipFields.DEFLATED, out, buffers).equals(new Pass(crc, packed, unpacked))) {
            throw new IOException("the content of a new entry changed while it was written");
        }
    }

    /** One reading of the content. */
    private record Pass(int crc, long packed, long unpacked) {
    }

    private static Pass pass(Content content, boolean deflate, OutputStream out, Buffers buffers) throws IOException {
        Deflater deflater = buffers.deflater();
        var crc = new CRC32();
        byte[] buffer = buffers.first();
        long size = 0;
        long packed = 0;
        try (InputStream in = content.open()) {
            for (int count = in.readNBytes(buffer, 0, buffer.length); count > 0; count = in.readNBytes(buffer, 0,
                    buffer.length)) {
                crc.update(buffer, 0, count);
                size += count;
                if (deflate) {
                    deflater.setInput(buffer, 0, count);
                    packed += drain(deflater, out, buffers);
                } else {
                    out.write(buffer, 0, count);
                    packed += count;
                }
            }
        }
        if (deflate) {
            deflater.finish();
            packed += drain(deflater, out, buffers);
        }
        return new Pass((int) crc.getValue(), packed, size);
    }

    private static long drain(Deflater deflater, OutputStream out, Buffers buffers) throws IOException {
        byte[] made = buffers.second();
        long total = 0;
        for (int count = deflater.deflate(made); count > 0; count = deflater.deflate(made)) {
            out.write(made, 0, count);
            total += count;
        }
        return total;
    }

    /** Keeps what is written, until it is too much. */
    private static final class Keeping extends OutputStream {
        private @Nullable ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void write(int b) {
            write(new byte[]{(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] more, int offset, int length) {
            if (bytes == null) {
                return;
            }
            if (bytes.size() + length > KEPT) {
                bytes = null;
            } else {
                bytes.write(more, offset, length);
            }
        }

        byte @Nullable [] kept() {
            return bytes == null ? null : bytes.toByteArray();
        }
    }
}
