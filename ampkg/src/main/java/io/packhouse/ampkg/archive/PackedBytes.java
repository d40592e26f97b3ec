package io.packhouse.ampkg.archive;

import java.io.IOException;
import java.io.InputStream;

import io.packhouse.ampkg.PackageException;

/** The bytes of a package's file through one buffer, counted against the limit of its size. */
final class PackedBytes {

    private final InputStream file;
    private final long limit;
    private final byte[] buffer = new byte[64 * 1024];
    private long count;
    private int at;
    private int end;

    PackedBytes(InputStream file, long limit) {
        this.file = file;
        this.limit = limit;
    }

    byte[] buffer() {
        return buffer;
    }

    int at() {
        return at;
    }

    /** Bytes in the buffer from {@link #at} on. */
    int available() {
        return end - at;
    }

    /** Says how many of the buffer's bytes were left over by whom they were given to. */
    void position(int remaining) {
        at = end - remaining;
    }

    /** Whether the next bytes are these; short of the end of the file they stay to be read. */
    boolean startsWith(int... expected) throws PackageException, IOException {
        while (available() < expected.length && more()) {
            // Until there are enough, or no more.
        }
        for (int i = 0; i < expected.length; i++) {
            if (at + i == end) {
                // The mark itself is cut off: nothing that is ignored begins like that by chance.
                return i >= 2 && failTruncated();
            }
            if ((buffer[at + i] & 0xff) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    int next() throws PackageException, IOException {
        if (at == end) {
            fillOrFail();
        }
        return buffer[at++] & 0xff;
    }

    void skip(int bytes) throws PackageException, IOException {
        for (int left = bytes; left > 0;) {
            if (at == end) {
                fillOrFail();
            }
            int skipped = Math.min(left, available());
            at += skipped;
            left -= skipped;
        }
    }

    /** Skips a text that ends with a zero byte. */
    void skipText() throws PackageException, IOException {
        while (next() != 0) {
            // The packed limit bounds it.
        }
    }

    /** Fills the buffer, all of which was read. */
    void fillOrFail() throws PackageException, IOException {
        at = end;
        if (!more()) {
            failTruncated();
        }
    }

    void drain() throws PackageException, IOException {
        do {
            at = end;
        } while (more());
    }

    private boolean more() throws PackageException, IOException {
        if (at == end) {
            at = 0;
            end = 0;
        } else if (at > 0) {
            System.arraycopy(buffer, at, buffer, 0, end - at);
            end -= at;
            at = 0;
        }
        int read = file.read(buffer, end, buffer.length - end);
        if (read <= 0) {
            return false;
        }
        end += read;
        count += read;
        if (count > limit) {
            throw new PackageException("package file is too large: more than the " + limit + " bytes allowed");
        }
        return true;
    }

    private static boolean failTruncated() throws PackageException {
        throw new PackageException("truncated gzip input: the file ends before its content does");
    }
}
