package io.packhouse.envbuilder.engine;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.objects.ObjectStore.Created;
import io.packhouse.platform.objects.ObjectStore.Durability;

/**
 * What steps made, for all workers, in the object store: {@code steps/<key>} for good, {@code volatile/<key>/<time>} for as long
 * as the recipe says. Whoever is first decides; all others take what is there. Failures are never kept.
 *
 * <p>
 * An entry that speaks of blobs which somebody has cleared away is none, and is replaced. Entries are not synced to disk: one that
 * a power cut lost is made again.
 */
final class StepCache {

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final ObjectStore objects;
    private final InstantSource clock;

    StepCache(ObjectStore objects, InstantSource clock) {
        this.objects = objects;
        this.clock = clock;
    }

    /** What a step that is not volatile made. */
    Optional<CacheEntry> find(String key) {
        return objects.get("steps/" + key).flatMap(bytes -> CacheEntry.read(objects, bytes));
    }

    /** Keeps what a step made; answers what is kept: this, or what another worker made meanwhile. */
    CacheEntry keep(String key, StepResult made) throws IOException {
        return keep("steps/" + key, made, null);
    }

    /** What a volatile step made, as long as it is fresh: within {@code ttl} since it was fetched. */
    Optional<CacheEntry> findFresh(String key, Duration ttl) {
        long bucket = bucket(ttl);
        Instant now = clock.instant();
        for (long each : new long[]{bucket, bucket - 1}) {
            Optional<CacheEntry> entry = objects.get(name(key, ttl, each))
                    .flatMap(bytes -> CacheEntry.read(objects, bytes))
                    .filter(found -> found.until() != null && now.isBefore(found.until()));
            if (entry.isPresent()) {
                return entry;
            }
        }
        return Optional.empty();
    }

    /** What a volatile step made the last time, however long ago. */
    Optional<StepResult> findLast(String key) {
        return objects.list("volatile/" + key + "/").stream().flatMap(name -> objects.get(name).stream())
                .flatMap(bytes -> CacheEntry.read(objects, bytes).stream()).filter(entry -> entry.until() != null)
                .max(Comparator.comparing(entry -> entry.until() == null ? Instant.EPOCH : entry.until()))
                .map(CacheEntry::result);
    }

    /** Keeps what a volatile step made now, and forgets what it made long ago. */
    CacheEntry keepFresh(String key, Duration ttl, StepResult made) throws IOException {
        long bucket = bucket(ttl);
        List<String> before = objects.list("volatile/" + key + "/");
        CacheEntry kept = keep(name(key, ttl, bucket), made, clock.instant().plus(seconds(ttl)));
        before.stream().filter(name -> !name.equals(name(key, ttl, bucket)) && !name.equals(name(key, ttl, bucket - 1)))
                .forEach(objects::delete);
        return kept;
    }

    private CacheEntry keep(String name, StepResult made, @Nullable Instant until) throws IOException {
        byte[] bytes = CacheEntry.write(objects, made, until);
        if (objects.createOnce(name, bytes, Durability.PROCESS) instanceof Created.Existed existed
                && !Arrays.equals(existed.bytes(), bytes)) {
            Optional<CacheEntry> other = CacheEntry.read(objects, existed.bytes());
            if (other.isPresent()) {
                return other.get();
            }
            // Once and not until it works: whoever comes in between has made the same, and the cache may lose an entry.
            objects.delete(name);
            objects.createOnce(name, bytes, Durability.PROCESS);
        }
        return new CacheEntry(made.value(), null, made.validator(), until);
    }

    private long bucket(Duration ttl) {
        return clock.instant().getEpochSecond() / seconds(ttl).toSeconds();
    }

    private static Duration seconds(Duration ttl) {
        return ttl.compareTo(SHORTEST) < 0 ? SHORTEST : Duration.ofSeconds(ttl.toSeconds());
    }

    private static String name(String key, Duration ttl, long bucket) {
        return "volatile/" + key + "/" + seconds(ttl).toSeconds() + "-" + bucket;
    }
}
