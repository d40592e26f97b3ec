package io.packhouse.gateway.downloads;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import io.packhouse.contracts.BlobRef;
import io.packhouse.platform.objects.BlobWriter;
import io.packhouse.platform.objects.ObjectStore;

/**
 * A store that has no files on this machine.
 *
 * @param store
 *            has the objects
 * @param reading
 *            what becomes of the streams that it opens
 */
record RemoteStore(ObjectStore store, UnaryOperator<InputStream> reading) implements ObjectStore {

    @Override
    public Optional<Path> localFile(String sha256) {
        return Optional.empty();
    }

    @Override
    public InputStream open(String sha256, long offset, long length) {
        return reading.apply(store.open(sha256, offset, length));
    }

    @Override
    public BlobWriter newBlob() {
        return store.newBlob();
    }

    @Override
    public Optional<BlobRef> find(String sha256) {
        return store.find(sha256);
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
