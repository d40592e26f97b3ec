package io.packhouse.envbuilder.archives;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

import io.packhouse.contracts.BlobRef;
import io.packhouse.envbuilder.steps.Workshop;

/** An archive's bytes, read here and there. Safe for any number of threads. */
final class ArchiveFile implements AutoCloseable {

    /** More in one call would make the runtime keep a direct buffer of that size for the thread. */
    private static final int STEP = 64 * 1024;

    private final FileChannel channel;
    private final long size;

    private ArchiveFile(FileChannel channel) throws IOException {
        this.channel = channel;
        this.size = channel.size();
    }

    /** The blob as a file: the store's own where it has one, else a copy in {@link Workshop#scratch}. */
    static ArchiveFile open(Workshop workshop, BlobRef blob) throws IOException {
        Optional<Path> file = workshop.objects().localFile(blob.sha256());
        return file.isPresent() ? open(file.get()) : copy(workshop, blob);
    }

    /** A file that does not change meanwhile. */
    static ArchiveFile open(Path file) throws IOException {
        return new ArchiveFile(FileChannel.open(file, StandardOpenOption.READ));
    }

    /** A copy without a name: it loses it right after it was opened, so that it goes with the process, however that ends. */
    private static ArchiveFile copy(Workshop workshop, BlobRef blob) throws IOException {
        Files.createDirectories(workshop.scratch());
        Path temp = Files.createTempFile(workshop.scratch(), "archive-", null);
        FileChannel channel = null;
        try (InputStream in = workshop.objects().open(blob.sha256(), 0, blob.size())) {
            channel = FileChannel.open(temp, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Files.delete(temp);
            in.transferTo(Channels.newOutputStream(channel));
            return new ArchiveFile(channel);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(temp);
            if (channel != null) {
                channel.close();
            }
            throw e;
        }
    }

    long size() {
        return size;
    }

    /** {@code length} bytes from {@code offset}, as a little-endian buffer; the caller knows that the file has them. */
    ByteBuffer read(long offset, int length) throws IOException {
        return ZipFields.over(bytes(offset, length));
    }

    /** {@code length} bytes from {@code offset}; the caller knows that the file has them. */
    byte[] bytes(long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        for (int done = 0; done < length;) {
            int count = channel.read(ByteBuffer.wrap(bytes, done, Math.min(STEP, length - done)), offset + done);
            if (count < 0) {
                throw new EOFException("an archive's file ends at byte " + (offset + done));
            }
            done += count;
        }
        return bytes;
    }

    /** For many small reads that mostly go forward. */
    Window window() {
        return new Window();
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

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
