package io.packhouse.archives;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** An archive's file, read here and there. It may not change meanwhile. Safe for any number of threads. */
public final class ArchiveFile implements AutoCloseable {

    /** More in one call would make the runtime keep a direct buffer of that size for the thread. */
    private static final int STEP = 64 * 1024;

    private final FileChannel channel;
    private final long size;

    private ArchiveFile(FileChannel channel) throws IOException {
        this.channel = channel;
        this.size = channel.size();
    }

    /** Opens a file. */
    public static ArchiveFile open(Path file) throws IOException {
        return new ArchiveFile(FileChannel.open(file, StandardOpenOption.READ));
    }

    /**
     * A copy of what has no file of this machine.
     *
     * @param temporary
     *            an empty file. It loses its name right after it was opened, so that it goes with the process, however that
     *            ends
     */
    public static ArchiveFile copy(InputStream in, Path temporary) throws IOException {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(temporary, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Files.delete(temporary);
            in.transferTo(Channels.newOutputStream(channel));
            return new ArchiveFile(channel);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(temporary);
            if (channel != null) {
                channel.close();
            }
            throw e;
        }
    }

    /** Its bytes. */
    public long size() {
        return size;
    }

    /** {@code length} bytes from {@code offset}, as a little-endian buffer; {@link EOFException} when the file has less. */
    public ByteBuffer read(long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        for (int done = 0; done < length;) {
            int count = channel.read(ByteBuffer.wrap(bytes, done, Math.min(STEP, length - done)), offset + done);
            if (count < 0) {
                throw new EOFException("an archive's file ends at byte " + (offset + done));
            }
            done += count;
        }
        return ZipFields.over(bytes);
    }

    /** A stream over {@code length} bytes from {@code offset}, unbuffered. Closing it leaves the file open. */
    public InputStream stream(long offset, long length) {
        return new Slice(offset, length);
    }

    /** For many small reads that mostly go forward. */
    Window window() {
        return new Window();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** The bytes around the last read. For one thread. */
    final class Window {
        private static final int LEAST = 8 * 1024;
        private ByteBuffer held = ZipFields.over(new byte[0]);
        private long from;

        /** As {@link ArchiveFile#read}. */
        ByteBuffer read(long offset, int length) throws IOException {
            if (offset < from || offset + length > from + held.capacity()) {
                held = ArchiveFile.this.read(offset,
                        (int) Math.min(Math.max(length, LEAST), Math.max(length, size - offset)));
                from = offset;
            }
            return held.slice((int) (offset - from), length).order(held.order());
        }
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
            Objects.checkFromIndexSize(offset, length, bytes.length);
            if (at >= end || length == 0) {
                return length == 0 ? 0 : -1;
            }
            int most = (int) Math.min(Math.min(length, STEP), end - at);
            int count = channel.read(ByteBuffer.wrap(bytes, offset, most), at);
            if (count < 0) {
                throw new EOFException("an archive's file ends at byte " + at);
            }
            at += count;
            return count;
        }
    }
}
