package io.packhouse.gateway.memory;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/**
 * What is under way, by what is wanted: equal wishes at once share one future. For any thread; the futures complete on the
 * thread that ends the work.
 *
 * @param <T>
 *            what the work makes
 */
public final class Flights<T> {

    private final ConcurrentMap<String, Future<T>> underWay = new ConcurrentHashMap<>();

    /** What is under way for {@code key}; null when nothing is. */
    public @Nullable Future<T> find(String key) {
        return underWay.get(key);
    }

    /** The number of works under way. */
    public int count() {
        return underWay.size();
    }

    /** Joins the work that is under way for {@code key}, or begins it. */
    public Future<T> join(String key, Supplier<Future<T>> work) {
        Promise<T> mine = Promise.promise();
        Future<T> first = underWay.putIfAbsent(key, mine.future());
        if (first != null) {
            return first;
        }
        begun(work).onComplete(_ -> underWay.remove(key)).onComplete(mine);
        return mine.future();
    }

    private static <T> Future<T> begun(Supplier<Future<T>> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
