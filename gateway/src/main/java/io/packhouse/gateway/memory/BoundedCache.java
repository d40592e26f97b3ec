package io.packhouse.gateway.memory;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * What was lately used, up to a number of bytes; what was not used for the longest time goes first. For any thread.
 *
 * @param <K>
 *            what is looked for
 * @param <V>
 *            what never changes under its key
 */
public final class BoundedCache<K, V> {

    /** What an entry costs beside its own bytes: map, key and objects. */
    private static final int OVERHEAD = 512;

    private final long limit;
    private final ToIntFunction<V> weight;
    private final Map<K, V> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long size;

    /**
     * @param limit
     *            bytes; 0 keeps nothing
     * @param weight
     *            the bytes of a value
     */
    public BoundedCache(long limit, ToIntFunction<V> weight) {
        this.limit = limit;
        this.weight = weight;
    }

    /** What {@code key} stands for; empty when it was never put, or has gone. */
    public synchronized Optional<V> find(K key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** Keeps {@code value}; what was not used for the longest time goes where there is no room. */
    public synchronized void put(K key, V value) {
        V before = entries.put(key, value);
        size += cost(value) - (before == null ? 0 : cost(before));
        for (Iterator<V> eldest = entries.values().iterator(); size > limit && eldest.hasNext();) {
            size -= cost(eldest.next());
            eldest.remove();
        }
    }

    /** The bytes that are held. */
    public synchronized long size() {
        return size;
    }

    private long cost(V value) {
        return (long) OVERHEAD + weight.applyAsInt(value);
    }
}
