package io.packhouse.repackager.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;

import io.packhouse.contracts.BlobRef;
import io.packhouse.platform.objects.ObjectStore;

/** An archive's file, read here and there. Safe for any number of threads. */
final class ArchiveFile implements AutoCloseable {

    /** More in one call would make the runtime keep a direct buffer of that size for the thread. */
    private static final int STEP = 64 * 1024;

    private final FileChannel channel;
    private final long size;

    private ArchiveFile(FileChannel channel) throws IOException {
        this.channel = channel;
        this.size = channel.size();
    }

    static ArchiveFile open(Path file) throws IOException {
        return new ArchiveFile(FileChannel.open(file, StandardOpenOption.READ));
    }

    /** The blob as a file: the store's own where it has one, else a copy. */
    static ArchiveFile open(ObjectStore objects, BlobRef blob) throws IOException {
        Optional<Path> file = objects.localFile(blob.sha256());
        return file.isPresent() ? open(file.get()) : copy(objects, blob);
    }

    /** A copy without a name: it lost it right after it was opened, so that it goes with the process, however that ends. */
    private static ArchiveFile copy(ObjectStore objects, BlobRef blob) throws IOException {
        Path temp = Files.createTempFile("packhouse-xpi-", null);
        FileChannel channel = null;
        try (InputStream in = objects.open(blob.sha256(), 0, blob.size())) {
            channel = FileChannel.open(temp, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Files.delete(temp);
            OutputStream out = Channels.newOutputStream(channel);
            in.transferTo(out);
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

    /** {@code length} bytes from {@code offset}, as a little-endian buffer; {@link EOFException} when the file has less. */
    ByteBuffer read(long offset, int length) throws IOException {
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

    /** A stream over {@code length} bytes from {@code offset}. Closing it leaves the file open. */
    InputStream stream(long offset, long length) {
        return new Slice(offset, length);
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
