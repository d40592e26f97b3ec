package io.packhouse.gateway.environments;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Outcome;
import io.packhouse.gateway.jobs.Ending;
import io.packhouse.gateway.jobs.Jobs;

/**
 * Callers that wait for builds: any number for one build, and a bounded number at all. A build is asked after once, for all that
 * wait for it. Who leaves is forgotten at once; the build goes on. For any thread.
 */
final class JoinedBuilds {

    /** A build is asked after again in these steps, as long as somebody waits. */
    private static final Duration PIECE = Duration.ofSeconds(60);

    private final Vertx vertx;
    private final Jobs jobs;
    private final int limit;
    private final Map<JobId, Set<Promise<Optional<Outcome>>>> byJob = new HashMap<>();
    private final Set<JobId> asked = new HashSet<>();
    private int count;
    private boolean closed;

    /**
     * @param limit
     *            the most callers at once
     */
    JoinedBuilds(Vertx vertx, Jobs jobs, int limit) {
        this.vertx = vertx;
        this.jobs = jobs;
        this.limit = limit;
    }

    /** The number of callers that wait. */
    synchronized int count() {
        return count;
    }

    /** Throws {@code UNAVAILABLE} when nobody more may wait: before anything is begun that would have to be waited for. */
    synchronized void requireRoom() {
        if (closed || count >= limit) {
            throw full().exception();
        }
    }

    private Failure full() {
        return closed
                ? new Failure(Code.UNAVAILABLE, "the gateway stops; try again in a moment").retryAfter(2)
                : new Failure(Code.UNAVAILABLE, "more than " + limit + " callers wait for environments; try again shortly")
                        .retryAfter(10);
    }

    /**
     * Waits for the end of a build, on the context of the caller.
     *
     * @param longest
     *            how long; then the future completes empty
     * @param left
     *            completed when the caller has gone: the future then fails
     * @return fails with {@code UNAVAILABLE} when too many wait, when the gateway stops, and when the jobs cannot be looked at
     */
    Future<Optional<Outcome>> join(JobId job, Duration longest, Future<Void> left) {
        Promise<Optional<Outcome>> mine = ((ContextInternal) vertx.getOrCreateContext()).promise();
        boolean isFirst;
        synchronized (this) {
            if (closed || count >= limit) {
                return Future.failedFuture(full().exception());
            }
            count++;
            byJob.computeIfAbsent(job, _ -> new HashSet<>()).add(mine);
            isFirst = asked.add(job);
        }
        if (isFirst) {
            ask(job);
        }
        long timer = vertx.setTimer(Math.max(1, longest.toMillis()), _ -> {
            if (leave(job, mine)) {
                mine.complete(Optional.empty());
            }
        });
        left.onComplete(_ -> {
            if (leave(job, mine)) {
                mine.fail(new Failure(Code.UNAVAILABLE, "the caller has left").exception());
            }
        });
        return mine.future().onComplete(_ -> vertx.cancelTimer(timer));
    }

    private synchronized boolean leave(JobId job, Promise<Optional<Outcome>> caller) {
        Set<Promise<Optional<Outcome>>> all = byJob.get(job);
        if (all == null || !all.remove(caller)) {
            return false;
        }
        count--;
        if (all.isEmpty()) {
            byJob.remove(job);
        }
        return true;
    }

    private void ask(JobId job) {
        jobs.await(job, PIECE).onComplete(done -> answered(job, done));
    }

    private void answered(JobId job, AsyncResult<Optional<Ending>> done) {
        List<Promise<Optional<Outcome>>> all;
        synchronized (this) {
            if (done.succeeded() && done.result().isEmpty() && byJob.containsKey(job)) {
                all = null;
            } else {
                asked.remove(job);
                all = take(job);
            }
        }
        if (all == null) {
            ask(job);
        } else if (done.succeeded()) {
            all.forEach(caller -> caller.complete(done.result().map(Ending::outcome)));
        } else {
            all.forEach(caller -> caller.fail(done.cause()));
        }
    }

    private List<Promise<Optional<Outcome>>> take(JobId job) {
        Set<Promise<Optional<Outcome>>> all = byJob.remove(job);
        count -= all == null ? 0 : all.size();
        return all == null ? List.of() : List.copyOf(all);
    }

    /** Sends all callers away with {@code UNAVAILABLE}, and whoever comes later. */
    void close() {
        FailureException stops;
        List<Promise<Optional<Outcome>>> all;
        synchronized (this) {
            closed = true;
            stops = full().exception();
            all = List.copyOf(byJob.keySet()).stream().flatMap(job -> take(job).stream()).toList();
        }
        all.forEach(caller -> caller.fail(stops));
    }
}
