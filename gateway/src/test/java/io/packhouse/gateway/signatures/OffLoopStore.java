package io.packhouse.gateway.signatures;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Context;

import io.packhouse.contracts.Failure;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platformtestkit.ForwardingStore;

/** A store that fails whoever asks it on an event loop; it counts the looks for objects, and can be away. */
final class OffLoopStore extends ForwardingStore {

    private final ObjectStore store;
    private final AtomicInteger looks = new AtomicInteger();
    volatile boolean away;

    OffLoopStore(ObjectStore store) {
        this.store = store;
    }

    int looks() {
        return looks.get();
    }

    @Override
    protected ObjectStore store() {
        if (Context.isOnEventLoopThread()) {
            throw new AssertionError("the store is asked on an event loop");
        }
        if (away) {
            throw new Failure(Failure.Code.UNAVAILABLE, "the store is away").exception();
        }
        return store;
    }

    @Override
    public Optional<byte[]> get(String key) {
        ObjectStore mine = store();
        looks.incrementAndGet();
        return mine.get(key);
    }
}
