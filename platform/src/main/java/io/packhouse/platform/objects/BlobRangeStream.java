package io.packhouse.platform.objects;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/** A range of a file as a stream that is never silently short. For one thread at a time. */
final class BlobRangeStream extends InputStream {

    /** More in one call would make the runtime keep a direct buffer of that size for the thread. */
    private static final int STEP = 64 * 1024;

    private final FileChannel channel;
    private long position;
    private final long end;

    BlobRangeStream(FileChannel channel, long offset, long length) {
        this.channel = channel;
        this.position = offset;
        this.end = offset + length;
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
        if (position == end) {
            return -1;
        }
        int wanted = (int) Math.min(Math.min(length, STEP), end - position);
        int count = channel.read(ByteBuffer.wrap(bytes, offset, wanted), position);
        if (count < 0) {
            throw new EOFException("a blob ends at byte " + position + ", " + (end - position) + " bytes early");
        }
        position += count;
        return count;
    }

    @Override
    public long skip(long count) {
        long step = Math.max(0, Math.min(count, end - position));
        position += step;
        return step;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, end - position);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
