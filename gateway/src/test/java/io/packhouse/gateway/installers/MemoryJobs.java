package io.packhouse.gateway.installers;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.JobState;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.installers.BuildInstallers;
import io.packhouse.gateway.jobs.Ending;
import io.packhouse.gateway.jobs.JobStatus;
import io.packhouse.gateway.jobs.Jobs;
import io.packhouse.gateway.jobs.NewJob;

/**
 * Jobs that end in this process, by a worker that a test chooses. What travels is turned into JSON and back, as it is on the
 * way over Kafka.
 */
final class MemoryJobs implements Jobs {

    private final Vertx vertx;
    private final Map<JobId, Promise<Ending>> endings = new ConcurrentHashMap<>();
    private final Map<String, JobId> keys = new ConcurrentHashMap<>();

    /** What was submitted, in order. */
    final List<NewJob> submitted = new CopyOnWriteArrayList<>();
    /** What a worker makes of a command; a future that never completes is a worker that never comes. */
    volatile Function<Work, Future<Ending>> worker = MemoryJobs::build;
    /** Set while the queue cannot be reached. */
    volatile boolean away;

    /** A command at a worker. */
    record Work(JobId id, BuildInstallers command) {
    }

    MemoryJobs(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public Future<JobId> submit(NewJob job) {
        if (away) {
            return Future.failedFuture(unavailable());
        }
        submitted.add(job);
        JobId id = JobId.random();
        if (job.idempotencyKey() != null) {
            JobId first = keys.putIfAbsent(job.idempotencyKey(), id);
            if (first != null) {
                return Future.succeededFuture(first);
            }
        }
        Promise<Ending> ending = Promise.promise();
        endings.put(id, ending);
        BuildInstallers command = Json.read(Json.write(job.body().apply(id)), BuildInstallers.class);
        vertx.setTimer(1, _ -> worker.apply(new Work(id, command)).onSuccess(ending::tryComplete));
        return Future.succeededFuture(id);
    }

    @Override
    public Future<Optional<Ending>> await(JobId id, Duration limit) {
        Promise<Optional<Ending>> waited = Promise.promise();
        vertx.setTimer(Math.max(1, limit.toMillis()), _ -> waited.tryComplete(Optional.empty()));
        endings.get(id).future().onSuccess(ending -> waited.tryComplete(Optional.of(ending)));
        return waited.future();
    }

    @Override
    public Future<Optional<Outcome>> outcome(JobId id) {
        return Future.succeededFuture(
                Optional.ofNullable(endings.get(id)).map(ending -> ending.future().result()).map(Ending::outcome));
    }

    @Override
    public Future<Optional<JobStatus>> find(JobId id) {
        return away
                ? Future.failedFuture(unavailable())
                : Future.succeededFuture(Optional.ofNullable(endings.get(id)).map(ending -> {
                    Ending ended = ending.future().result();
                    return new JobStatus(id, Kind.INSTALLERS, ended == null ? JobState.QUEUED : JobState.of(ended.outcome()),
                            "test",
                            Instant.EPOCH, List.of(), null, ended == null ? null : ended.outcome());
                }));
    }

    @Override
    public Future<Outcome> cancel(JobId id, String by) {
        endings.get(id).tryComplete(new Ending(new Outcome.Cancelled(Kind.INSTALLERS, Instant.now(), by), null));
        return endings.get(id).future().map(Ending::outcome);
    }

    /** Ends a job from outside. */
    void end(JobId id, Ending ending) {
        endings.get(id).complete(ending);
    }

    /** The job that was submitted last. */
    JobId only() {
        return endings.keySet().iterator().next();
    }

    /** A worker that does what is asked. */
    static Future<Ending> build(Work work) {
        return Future.succeededFuture(built(work));
    }

    static Ending built(Work work) {
        ToyInstallers made = ToyInstallers.of(work.id(), work.command());
        return new Ending(new Outcome.Succeeded(Kind.INSTALLERS, Instant.parse("2026-01-31T12:34:56Z"), "attempt",
                Json.tree(made.result()), made.artifacts()), made.sealed());
    }

    /** The end of a job that failed. */
    static Ending failed(Failure.Code code, String message) {
        return new Ending(new Outcome.Failed(Kind.INSTALLERS, Instant.now(), "attempt", new Failure(code, message)), null);
    }

    private static RuntimeException unavailable() {
        return new Failure(Failure.Code.UNAVAILABLE, "the queue does not answer now: try again later").exception();
    }
}
