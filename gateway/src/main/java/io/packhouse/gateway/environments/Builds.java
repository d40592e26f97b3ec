package io.packhouse.gateway.environments;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Outcome;
import io.packhouse.gateway.memory.BoundedCache;
import io.packhouse.platform.jobs.Outcomes;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.objects.ObjectStore.Created;
import io.packhouse.platform.objects.ObjectStore.Durability;

/**
 * The builds of environments as the store has them: objects {@code environments/<key>/build-<n>}, counted from 1 without gaps, so
 * that the last is found by few looks however many there are. What a gateway is about to begin it claims first
 * ({@code claim-<n>}): the job's idempotency key makes it one job in any case, and the claim one command. Blocks.
 */
final class Builds {

    /** How long a gateway waits for another that has claimed a build, before it begins the build itself. */
    private static final Duration CLAIM = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(10);
    /** Bytes for the numbers of the last builds that were seen. */
    private static final long MEMORY = 4 << 20;
    private static final byte[] CLAIMED = "claimed".getBytes(StandardCharsets.US_ASCII);

    private final ObjectStore objects;
    private final Outcomes outcomes;
    private final BoundedCache<String, Integer> seen = new BoundedCache<>(MEMORY, _ -> 64);

    Builds(ObjectStore objects) {
        this.objects = objects;
        this.outcomes = new Outcomes(objects);
    }

    /**
     * A build.
     *
     * @param before
     *            the last build before it that made an environment; null when there is none
     */
    record Build(JobId job, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JobId before) {
    }

    /**
     * The last build of an environment.
     *
     * @param outcome
     *            null while it has none
     */
    record Last(int number, Build build, @Nullable Outcome outcome) {
    }

    /** The last build, or empty when there was none. */
    Optional<Last> last(String key) {
        int number = lastNumber(key);
        return find(key, number).map(build -> new Last(number, build, outcomes.find(build.job()).orElse(null)));
    }

    Optional<Outcome> outcome(JobId job) {
        return outcomes.find(job);
    }

    /** The build, or empty when it has not begun; never for the number 0. */
    Optional<Build> find(String key, int number) {
        return number < 1
                ? Optional.empty()
                : objects.get(name(key, "build", number)).map(json -> Json.read(json, Build.class));
    }

    /** By steps that double, from the last that was seen; then between the last two steps. */
    private int lastNumber(String key) {
        int there = seen.find(key).orElse(0);
        int step = 1;
        while (find(key, there + step).isPresent()) {
            there += step;
            step *= 2;
        }
        int missing = there + step;
        while (missing - there > 1) {
            int middle = (missing + there) >>> 1;
            if (find(key, middle).isPresent()) {
                there = middle;
            } else {
                missing = middle;
            }
        }
        seen.put(key, there);
        return there;
    }

    /**
     * Claims a build.
     *
     * @return the build, when another has begun it; empty when it is the caller's to begin: because it claimed it first, or
     *         because who did has not begun it in five seconds
     */
    Optional<Build> claim(String key, int number) throws InterruptedException {
        if (objects.createOnce(name(key, "claim", number), CLAIMED, Durability.PROCESS) instanceof Created.New) {
            return Optional.empty();
        }
        long deadline = System.nanoTime() + CLAIM.toNanos();
        Optional<Build> others = find(key, number);
        while (others.isEmpty() && System.nanoTime() - deadline < 0) {
            Thread.sleep(LOOK);
            others = find(key, number);
        }
        return others;
    }

    /** Notes that a build has begun; answers what stands there. */
    Build begun(String key, int number, Build build) {
        // Lost in a power cut, it is written again with the same job, which the idempotency key names.
        return switch (objects.createOnce(name(key, "build", number), Json.write(build), Durability.PROCESS)) {
            case Created.New _ -> build;
            case Created.Existed existed -> Json.read(existed.bytes(), Build.class);
        };
    }

    private static String name(String key, String what, int number) {
        return "environments/" + key + "/" + what + "-" + number;
    }
}
