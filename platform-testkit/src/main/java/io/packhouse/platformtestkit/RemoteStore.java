package io.packhouse.platformtestkit;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

import io.packhouse.platform.objects.ObjectStore;

/** A store whose blobs are no files of this machine. */
public final class RemoteStore extends ForwardingStore {

    private final ObjectStore store;
    private final UnaryOperator<InputStream> reading;

    /**
     * @param store
     *            has the objects
     */
    public RemoteStore(ObjectStore store) {
        this(store, UnaryOperator.identity());
    }

    /**
     * @param reading
     *            what becomes of the streams that it opens
     */
    public RemoteStore(ObjectStore store, UnaryOperator<InputStream> reading) {
        this.store = store;
        this.reading = reading;
    }

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Override
    public Optional<Path> localFile(String sha256) {
        return Optional.empty();
    }

    @Override
    public InputStream open(String sha256, long offset, long length) {
        return reading.apply(store.open(sha256, offset, length));
    }
}
