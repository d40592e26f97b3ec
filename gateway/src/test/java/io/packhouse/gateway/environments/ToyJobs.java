package io.packhouse.gateway.environments;

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
import io.packhouse.contracts.environments.BuildEnvironment;
import io.packhouse.contracts.environments.EnvironmentBuilt;
import io.packhouse.gateway.jobs.Ending;
import io.packhouse.gateway.jobs.JobStatus;
import io.packhouse.gateway.jobs.Jobs;
import io.packhouse.gateway.jobs.NewJob;
import io.packhouse.platform.jobs.Outcomes;
import io.packhouse.platform.objects.ObjectStore;

/** Jobs that end in this process, as a test says; their outcomes lie in the store, as they do in a house. */
final class ToyJobs implements Jobs {

    private final Vertx vertx;
    private final ObjectStore objects;
    private final Map<String, JobId> keys = new ConcurrentHashMap<>();
    private final Map<JobId, Promise<Outcome>> endings = new ConcurrentHashMap<>();

    /** What was submitted, in order. */
    final List<BuildEnvironment> accepted = new CopyOnWriteArrayList<>();
    /** What a worker makes of a command; a future that never completes is a worker that never comes. */
    volatile Function<BuildEnvironment, Future<EnvironmentBuilt>> worker;
    /** Set while the queue cannot be reached. */
    volatile boolean away;

    ToyJobs(Vertx vertx, ObjectStore objects) {
        this.vertx = vertx;
        this.objects = objects;
        this.worker = command -> Future.succeededFuture(ToyEnvironment.build(objects, command, null));
    }

    @Override
    public Future<JobId> submit(NewJob job) {
        if (away) {
            return Future.failedFuture(new Failure(Failure.Code.UNAVAILABLE, "the queue does not answer now").exception());
        }
        JobId id = JobId.random();
        JobId first = keys.putIfAbsent(job.idempotencyKey(), id);
        if (first != null) {
            return Future.succeededFuture(first);
        }
        BuildEnvironment command = Json.read(Json.write(job.body().apply(id)), BuildEnvironment.class);
        accepted.add(command);
        endings.put(id, Promise.promise());
        vertx.executeBlocking(() -> worker.apply(command).onComplete(done -> end(id, done.succeeded()
                ? new Outcome.Succeeded(Kind.ENVIRONMENT, Instant.now(), "attempt", Json.tree(done.result()), List.of())
                : new Outcome.Failed(Kind.ENVIRONMENT, Instant.now(), "attempt",
                        ((io.packhouse.contracts.FailureException) done.cause()).failure()))),
                false);
        return Future.succeededFuture(id);
    }

    /** Calls off what has not ended. */
    void cancelAll() {
        endings.keySet().forEach(id -> end(id, new Outcome.Cancelled(Kind.ENVIRONMENT, Instant.now(), "somebody")));
    }

    private void end(JobId id, Outcome outcome) {
        endings.get(id).tryComplete(new Outcomes(objects).decide(id, outcome).outcome());
    }

    /** A worker that fails. */
    static Function<BuildEnvironment, Future<EnvironmentBuilt>> failing(Failure.Code code, String message) {
        return _ -> Future.failedFuture(new Failure(code, message).exception());
    }

    @Override
    public Future<Optional<Ending>> await(JobId id, Duration limit) {
        Promise<Optional<Ending>> waited = Promise.promise();
        vertx.setTimer(Math.max(1, limit.toMillis()), _ -> waited.tryComplete(Optional.empty()));
        endings.get(id).future().onSuccess(outcome -> waited.tryComplete(Optional.of(new Ending(outcome, null))));
        return waited.future();
    }

    @Override
    public Future<Optional<Outcome>> outcome(JobId id) {
        return vertx.executeBlocking(() -> new Outcomes(objects).find(id));
    }

    @Override
    public Future<Optional<JobStatus>> find(JobId id) {
        return Future.succeededFuture(Optional.of(
                new JobStatus(id, Kind.ENVIRONMENT, JobState.QUEUED, Order.CALLER, Instant.EPOCH, List.of(), null, null)));
    }

    @Override
    public Future<Outcome> cancel(JobId id, String by) {
        end(id, new Outcome.Cancelled(Kind.ENVIRONMENT, Instant.now(), by));
        return endings.get(id).future();
    }
}
