package io.packhouse.installerbuilder.archive;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that is read here and there. For one thread at a time. */
final class FileBytes implements AutoCloseable {

    private final FileChannel channel;

    FileBytes(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ);
    }

    long size() throws IOException {
        return channel.size();
    }

    /** {@code length} bytes from {@code offset}; {@link EOFException} when the file has less. */
    byte[] read(long offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new EOFException("the file ends too early");
            }
        }
        return buffer.array();
    }

    /** A stream over {@code length} bytes from {@code offset}. Closing it leaves the file open. */
    InputStream stream(long offset, long length) {
        return new BufferedInputStream(new Slice(offset, length), 64 * 1024);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private final class Slice extends InputStream {
        private long at;
        private final long end;

        Slice(long offset, long length) {
            at = offset;
            end = offset + length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (at >= end) {
                return -1;
            }
            int most = (int) Math.min(length, end - at);
            int read = channel.read(ByteBuffer.wrap(bytes, offset, most), at);
            at += Math.max(read, 0);
            return read;
        }
    }
}
