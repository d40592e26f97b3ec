package io.packhouse.repackager.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A stream that has just as many bytes as it should, or ends with an {@link IOException}. */
final class ExactStream extends InputStream {

    private final InputStream in;
    private final long size;
    private final String what;
    private long done;

    ExactStream(InputStream in, long size, String what) {
        this.in = in;
        this.size = size;
        this.what = what;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        int count = in.read(bytes, offset, length);
        done += Math.max(count, 0);
        if (count < 0 ? done < size : done > size) {
            throw new IOException(what + " changed while it was read: it had " + size + " bytes");
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
