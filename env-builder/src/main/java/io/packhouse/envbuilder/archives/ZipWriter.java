package io.packhouse.envbuilder.archives;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

import io.packhouse.archives.ZipFields;

/**
 * Writes a zip of which equal files make equal bytes: no clock, no time zone, no user, no extra fields except 64-bit sizes where
 * they are needed. Every content is read before it is written, so that checksum and sizes stand in front of it; what is above
 * {@value #SMALL} bytes is read twice for that. For one thread.
 */
final class ZipWriter {

    /** What is held in memory instead of being read twice. */
    private static final int SMALL = 1 << 20;
    private static final int STEP = 64 * 1024;

    /** Where the bytes of an entry come from, any number of times. */
    interface Source {
        InputStream open() throws IOException;
    }

    private final OutputStream out;
    private final int level;
    private final long large;
    private final ByteArrayOutputStream list = new ByteArrayOutputStream();
    private long at;
    private long count;

    /**
     * @param level
     *            how hard to deflate, 1 to 9; 0 for not at all
     * @param large
     *            the smallest size or offset that is written in 64 bits: {@link ZipFields#NO_NUMBER}, or less in tests
     */
    ZipWriter(OutputStream out, int level, long large) {
        this.out = out;
        this.level = level;
        this.large = large;
    }

    /**
     * Writes an entry; entries are written in the order in which they come.
     *
     * @param size
     *            of what {@code source} gives, in bytes
     */
    void add(String path, long size, Source source) throws IOException {
        byte[] held = size <= SMALL ? read(source) : null;
        Source content = held == null ? source : () -> new ByteArrayInputStream(held);
        var checksum = new CRC32();
        try (InputStream in = content.open()) {
            byte[] buffer = new byte[held == null ? STEP : Math.max(1, Math.min(STEP, held.length))];
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                checksum.update(buffer, 0, n);
            }
        }
        var packed = new Counter(OutputStream.nullOutputStream());
        if (level > 0) {
            pack(content, packed, true);
        }
        boolean deflate = level > 0 && packed.count < size;
        var headers = new ZipHeaders(path.getBytes(StandardCharsets.UTF_8), deflate, (int) checksum.getValue(),
                deflate ? packed.count : size, size, at, large);
        write(headers.local());
        var body = new Counter(out);
        pack(content, body, deflate);
        if (body.count != headers.packed()) {
            throw new IOException("the content of " + path + " changed while it was packed");
        }
        at += body.count;
        list.writeBytes(headers.central());
        count++;
    }

    /** Writes what stands behind the last entry. Does not close the stream. */
    void finish() throws IOException {
        long offset = at;
        write(list.toByteArray());
        write(ZipHeaders.end(count, offset, at - offset, large));
    }

    private static byte[] read(Source source) throws IOException {
        try (InputStream in = source.open()) {
            return in.readAllBytes();
        }
    }

    private void pack(Source source, OutputStream to, boolean deflate) throws IOException {
        try (InputStream in = source.open()) {
            if (!deflate) {
                in.transferTo(to);
                return;
            }
            try (var deflater = new Deflater(level, true)) {
                var stream = new DeflaterOutputStream(to, deflater, STEP);
                in.transferTo(stream);
                stream.finish();
            }
        }
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        at += bytes.length;
    }

    private static final class Counter extends OutputStream {
        private final OutputStream out;
        private long count;

        Counter(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            count += length;
        }
    }
}
