package io.packhouse.gateway.jobs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Outcome;

/**
 * The calls that wait for the end of a job. An outcome completes them; one that was promised sealed keys by the event waits
 * a little more for the event that brings them, because the outcome may be seen first. Confined to the view's context.
 */
final class WaitingCalls {

    private final Vertx vertx;
    private final int limit;
    private final Duration sealedLimit;
    private final SealedKeys sealed = new SealedKeys();
    private final Map<JobId, List<Waiting>> byJob = new HashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    private static final class Waiting {
        private final Promise<Optional<Ending>> promise;
        private long timer;
        private @Nullable Outcome outcome;

        Waiting(Promise<Optional<Ending>> promise) {
            this.promise = promise;
        }
    }

    /**
     * @param limit
     *            the greatest number of calls
     * @param sealedLimit
     *            how long an ending without its sealed keys is held back for them
     */
    WaitingCalls(Vertx vertx, int limit, Duration sealedLimit) {
        this.vertx = vertx;
        this.limit = limit;
        this.sealedLimit = sealedLimit;
    }

    /** The number of waiting calls; readable from any thread. */
    int count() {
        return count.get();
    }

    /** The jobs that somebody waits for the outcome of. */
    Set<JobId> jobs() {
        return Set.copyOf(byJob.keySet());
    }

    boolean isAwaited(JobId job) {
        return byJob.containsKey(job);
    }

    /** Adds a call; {@code promise} completes empty after {@code longest}. */
    void add(JobId job, Duration longest, Promise<Optional<Ending>> promise) {
        if (count.get() >= limit) {
            promise.fail(new Failure(Code.UNAVAILABLE, "more than " + limit + " calls wait for jobs; try again shortly")
                    .exception());
            return;
        }
        Waiting waiting = new Waiting(promise);
        byJob.computeIfAbsent(job, _ -> new ArrayList<>(1)).add(waiting);
        count.incrementAndGet();
        waiting.timer = vertx.setTimer(Math.max(1, longest.toMillis()), _ -> complete(job, waiting, null));
    }

    /** Sealed keys came with an event; they are kept a while for a call that comes a little later. */
    void sealed(JobId job, byte[] bytes) {
        sealed.keep(job, bytes, System.nanoTime());
        for (Waiting waiting : waitingFor(job)) {
            if (waiting.outcome != null) {
                complete(job, waiting, waiting.outcome);
            }
        }
    }

    /** The job has ended so. */
    void ended(JobId job, Outcome outcome) {
        boolean expectsMore = expectsSealed(outcome) && sealed.find(job).isEmpty();
        for (Waiting waiting : waitingFor(job)) {
            if (!expectsMore) {
                complete(job, waiting, outcome);
            } else if (waiting.outcome == null) {
                waiting.outcome = outcome;
                vertx.setTimer(sealedLimit.toMillis(), _ -> complete(job, waiting, outcome));
            }
        }
    }

    private List<Waiting> waitingFor(JobId job) {
        return List.copyOf(byJob.getOrDefault(job, List.of()));
    }

    private void complete(JobId job, Waiting waiting, @Nullable Outcome timely) {
        List<Waiting> all = byJob.get(job);
        if (all == null || !all.remove(waiting)) {
            return;
        }
        if (all.isEmpty()) {
            byJob.remove(job);
        }
        vertx.cancelTimer(waiting.timer);
        count.decrementAndGet();
        // At the limit an ending that only lacks its sealed keys is still better than none.
        Outcome outcome = timely != null ? timely : waiting.outcome;
        waiting.promise.complete(
                Optional.ofNullable(outcome).map(stands -> new Ending(stands, sealed.find(job).orElse(null))));
    }

    /** Whether private keys were made that no result carries: then the event of the end does. */
    private static boolean expectsSealed(Outcome outcome) {
        return outcome instanceof Outcome.Succeeded succeeded && !succeeded.result().path("made_for").isEmpty()
                && !succeeded.result().hasNonNull("sealed_keys");
    }

    /** Called about once a second. */
    void tick() {
        sealed.forget(System.nanoTime() - TimeUnit.SECONDS.toNanos(30));
    }
}
