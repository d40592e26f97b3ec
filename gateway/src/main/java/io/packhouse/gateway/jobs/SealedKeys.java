package io.packhouse.gateway.jobs;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.packhouse.contracts.JobId;

/**
 * Sealed keys that lately came with events, for calls that begin to wait a little after the end. They are encrypted, to a
 * key that only one call has; kept for seconds, at most {@value #LIMIT} bytes of them. Confined to the view's context.
 */
final class SealedKeys {

    private static final long LIMIT = 16 * 1024 * 1024;

    private record Kept(byte[] bytes, long at) {
    }

    private final Map<JobId, Kept> byJob = new LinkedHashMap<>();
    private long size;

    /**
     * @param now
     *            in {@code nanoTime}
     */
    void keep(JobId job, byte[] bytes, long now) {
        if (bytes.length <= LIMIT && byJob.putIfAbsent(job, new Kept(bytes, now)) == null) {
            size += bytes.length;
            Iterator<Kept> eldest = byJob.values().iterator();
            while (size > LIMIT) {
                size -= eldest.next().bytes.length;
                eldest.remove();
            }
        }
    }

    Optional<byte[]> find(JobId job) {
        return Optional.ofNullable(byJob.get(job)).map(Kept::bytes);
    }

    /** Forgets what came before {@code nanos}. */
    void forget(long nanos) {
        Iterator<Kept> eldest = byJob.values().iterator();
        while (eldest.hasNext()) {
            Kept kept = eldest.next();
            if (kept.at - nanos >= 0) {
                return;
            }
            size -= kept.bytes.length;
            eldest.remove();
        }
    }
}
