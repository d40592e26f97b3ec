package io.packhouse.platform.objects;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.BlobRef;
import io.packhouse.platform.objects.ObjectStore.Durability;

/** Writes a blob into a temporary file, then links it to its digest. */
final class FileBlobWriter extends BlobWriter {

    private static final Logger LOG = LoggerFactory.getLogger(FileBlobWriter.class);
    private static final int BUFFER = 64 * 1024;

    private final FileObjectStore store;
    private final Path temp;
    private final Durability durability;
    private final FileChannel channel;
    private final MessageDigest digest = Digests.sha256();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private long size;
    private boolean closed;

    FileBlobWriter(FileObjectStore store, Path temp, Durability durability) throws IOException {
        this.store = store;
        this.temp = temp;
        this.durability = durability;
        this.channel = FileChannel.open(temp, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public void write(int b) {
        checkOpen();
        buffer.put((byte) b);
        size++;
        if (!buffer.hasRemaining()) {
            drain();
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        checkOpen();
        for (int done = 0; done < length;) {
            int step = Math.min(buffer.remaining(), length - done);
            buffer.put(bytes, offset + done, step);
            done += step;
            if (!buffer.hasRemaining()) {
                drain();
            }
        }
        size += length;
    }

    /** Nothing is visible before the commit, so that there is nothing to flush for. */
    @Override
    public void flush() {
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public String sha256() {
        checkOpen();
        drain();
        return HexFormat.of().formatHex(Digests.copy(digest).digest());
    }

    @Override
    public BlobRef commit() {
        checkOpen();
        drain();
        String sha256 = HexFormat.of().formatHex(digest.digest());
        try {
            // Also for those that need not outlive a power cut: one may come between the name and the bytes.
            channel.force(true);
            channel.close();
            publish(store.blobPath(sha256));
        } catch (IOException e) {
            throw store.failure(e);
        } finally {
            close();
        }
        return new BlobRef(sha256, size);
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the blob is closed: it takes no bytes and cannot be committed");
        }
    }

    private void publish(Path blob) throws IOException {
        Path directory = Objects.requireNonNull(blob.getParent());
        store.directories().make(directory);
        try {
            Files.createLink(blob, temp);
        } catch (FileAlreadyExistsException same) {
            LOG.atDebug().addKeyValue("blob", blob).log("A blob of the same content exists");
        }
        if (durability == Durability.POWER) {
            // Also when another process linked it: it may not have synced yet, and the caller is promised durability.
            DurableDirectories.sync(directory);
        }
    }

    private void drain() {
        buffer.flip();
        digest.update(buffer.array(), 0, buffer.limit());
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            close();
            throw store.failure(e);
        }
        buffer.clear();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (channel) {
            Files.deleteIfExists(temp);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("file", temp).setCause(e).log("Could not remove a temporary file");
        }
    }
}
