package io.packhouse.gateway.environments;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

import io.packhouse.gateway.memory.BoundedCache;

/**
 * What documents say, kept in memory by their digests, within bounds. Calls for the same document at once read it once; they
 * block, each on its virtual thread.
 *
 * @param <T>
 *            what is made of a document
 */
final class ParsedBlobs<T> {

    /** How much larger than its bytes a document is in memory, about. */
    private static final int GROWTH = 6;

    private final BoundedCache<String, Read<T>> kept;
    private final ConcurrentMap<String, CompletableFuture<T>> underWay = new ConcurrentHashMap<>();

    /** What a document says, and how many bytes it has. */
    record Read<T>(T value, long bytes) {

        private int weight() {
            return (int) Math.min(Integer.MAX_VALUE, bytes * GROWTH);
        }
    }

    /**
     * @param limit
     *            in bytes
     */
    ParsedBlobs(long limit) {
        this.kept = new BoundedCache<>(limit, Read::weight);
    }

    /**
     * What {@code key} stands for.
     *
     * @param reading
     *            called where nothing is kept; what it throws is thrown
     */
    T get(String key, Supplier<Read<T>> reading) {
        var known = kept.find(key);
        if (known.isPresent()) {
            return known.get().value();
        }
        CompletableFuture<T> mine = new CompletableFuture<>();
        CompletableFuture<T> first = underWay.putIfAbsent(key, mine);
        if (first != null) {
            return joined(first);
        }
        try {
            Read<T> read = reading.get();
            kept.put(key, read);
            mine.complete(read.value());
            return read.value();
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            underWay.remove(key);
        }
    }

    private T joined(CompletableFuture<T> first) {
        try {
            return first.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : e;
        }
    }
}
