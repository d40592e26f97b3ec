package io.packhouse.platform.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import io.packhouse.contracts.BlobRef;
import io.packhouse.platform.objects.BlobWriter;
import io.packhouse.platform.objects.ObjectStore;

/** A store whose disk takes nothing until it is let go. */
final class HeldStore implements ObjectStore {

    private final ObjectStore store;
    private final CountDownLatch held = new CountDownLatch(1);

    HeldStore(ObjectStore store) {
        this.store = store;
    }

    void goOn() {
        held.countDown();
    }

    @Override
    public BlobWriter newBlob() {
        var blob = store.newBlob();
        return new BlobWriter() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[]{(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                try {
                    held.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                blob.write(bytes, offset, length);
            }

            @Override
            public long size() {
                return blob.size();
            }

            @Override
            public String sha256() {
                return blob.sha256();
            }

            @Override
            public BlobRef commit() {
                return blob.commit();
            }

            @Override
            public void close() {
                blob.close();
            }
        };
    }

    @Override
    public Optional<BlobRef> find(String sha256) {
        return store.find(sha256);
    }

    @Override
    public InputStream open(String sha256, long offset, long length) {
        return store.open(sha256, offset, length);
    }

    @Override
    public Optional<Path> localFile(String sha256) {
        return store.localFile(sha256);
    }

    @Override
    public Created createOnce(String key, byte[] bytes, Durability durability) {
        return store.createOnce(key, bytes, durability);
    }

    @Override
    public Optional<byte[]> get(String key) {
        return store.get(key);
    }

    @Override
    public boolean delete(String key) {
        return store.delete(key);
    }

    @Override
    public List<String> list(String prefix) {
        return store.list(prefix);
    }

    @Override
    public void probe() {
        store.probe();
    }
}
