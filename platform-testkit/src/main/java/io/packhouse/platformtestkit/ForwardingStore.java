package io.packhouse.platformtestkit;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.packhouse.contracts.BlobRef;
import io.packhouse.platform.objects.BlobWriter;
import io.packhouse.platform.objects.ObjectStore;

/**
 * A store that is another one but for what a test changes. Only the simple calls are forwarded; those that the interface makes of
 * them are made of what the test has changed.
 */
public abstract class ForwardingStore implements ObjectStore {

    /** The other one; asked for every call. */
    protected abstract ObjectStore store();

    @Override
    public BlobWriter newBlob() {
        return store().newBlob();
    }

    @Override
    public Optional<BlobRef> find(String sha256) {
        return store().find(sha256);
    }

    @Override
    public InputStream open(String sha256, long offset, long length) {
        return store().open(sha256, offset, length);
    }

    @Override
    public Optional<Path> localFile(String sha256) {
        return store().localFile(sha256);
    }

    @Override
    public Created createOnce(String key, byte[] bytes, Durability durability) {
        return store().createOnce(key, bytes, durability);
    }

    @Override
    public Optional<byte[]> get(String key) {
        return store().get(key);
    }

    @Override
    public boolean delete(String key) {
        return store().delete(key);
    }

    @Override
    public List<String> list(String prefix) {
        return store().list(prefix);
    }

    @Override
    public void probe() {
        store().probe();
    }
}
