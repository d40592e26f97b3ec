package io.packhouse.gateway.signatures;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.vertx.core.Future;
import io.vertx.core.Promise;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Outcome;
import io.packhouse.gateway.jobs.Ending;
import io.packhouse.gateway.jobs.JobStatus;
import io.packhouse.gateway.jobs.Jobs;
import io.packhouse.gateway.jobs.NewJob;

/** Jobs that are accepted, and end when a test says so. */
final class HeldJobs implements Jobs {

    final List<NewJob> accepted = new CopyOnWriteArrayList<>();
    private final Map<Integer, Promise<Optional<Ending>>> endings = new ConcurrentHashMap<>();
    private final Map<JobId, Integer> numbers = new ConcurrentHashMap<>();
    /** Set while Kafka cannot be reached. */
    volatile boolean away;

    @Override
    public Future<JobId> submit(NewJob job) {
        if (away) {
            return Future.failedFuture(new Failure(Failure.Code.UNAVAILABLE, "Kafka does not answer").exception());
        }
        JobId id = JobId.random();
        int number;
        synchronized (this) {
            number = accepted.size();
            accepted.add(job);
        }
        endings.put(number, Promise.promise());
        numbers.put(id, number);
        return Future.succeededFuture(id);
    }

    /** Ends the job that was accepted as the number {@code number}, counted from 0. */
    void succeed(int number) {
        end(number, new Outcome.Succeeded("signature", Instant.now(), "attempt", Json.tree(Map.of()), List.of()));
    }

    void fail(int number, Failure failure) {
        end(number, new Outcome.Failed("signature", Instant.now(), "attempt", failure));
    }

    void cancel(int number) {
        end(number, new Outcome.Cancelled("signature", Instant.now(), "somebody"));
    }

    private void end(int number, Outcome outcome) {
        endings.get(number).complete(Optional.of(new Ending(outcome, null)));
    }

    @Override
    public Future<Optional<Ending>> await(JobId id, Duration limit) {
        return endings.get(numbers.get(id)).future();
    }

    @Override
    public Future<Optional<Outcome>> outcome(JobId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Optional<JobStatus>> find(JobId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Outcome> cancel(JobId id, String by) {
        throw new UnsupportedOperationException();
    }
}
