package io.packhouse.gateway.signatures;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Context;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Failure;
import io.packhouse.platform.objects.BlobWriter;
import io.packhouse.platform.objects.ObjectStore;

/** A store that fails whoever asks it on an event loop; it counts the looks for objects, and can be away. */
final class OffLoopStore implements ObjectStore {

    private final ObjectStore store;
    private final AtomicInteger looks = new AtomicInteger();
    volatile boolean away;

    OffLoopStore(ObjectStore store) {
        this.store = store;
    }

    int looks() {
        return looks.get();
    }

    private ObjectStore asked() {
        if (Context.isOnEventLoopThread()) {
            throw new AssertionError("the store is asked on an event loop");
        }
        if (away) {
            throw new Failure(Failure.Code.UNAVAILABLE, "the store is away").exception();
        }
        return store;
    }

    @Override
    public BlobWriter newBlob() {
        return asked().newBlob();
    }

    @Override
    public Optional<BlobRef> find(String sha256) {
        return asked().find(sha256);
    }

    @Override
    public InputStream open(String sha256, long offset, long length) {
        return asked().open(sha256, offset, length);
    }

    @Override
    public Optional<Path> localFile(String sha256) {
        return asked().localFile(sha256);
    }

    @Override
    public Created createOnce(String key, byte[] bytes, Durability durability) {
        return asked().createOnce(key, bytes, durability);
    }

    @Override
    public Optional<byte[]> get(String key) {
        ObjectStore mine = asked();
        looks.incrementAndGet();
        return mine.get(key);
    }

    @Override
    public boolean delete(String key) {
        return asked().delete(key);
    }

    @Override
    public List<String> list(String prefix) {
        return asked().list(prefix);
    }

    @Override
    public void probe() {
        asked().probe();
    }
}
