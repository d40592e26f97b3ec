package io.packhouse.gateway.packages;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.packages.CatalogueRecord;
import io.packhouse.contracts.packages.PackageFacts;
import io.packhouse.contracts.packages.RemovePackages;
import io.packhouse.contracts.packages.RestorePackage;
import io.packhouse.contracts.packages.UploadPackage;
import io.packhouse.gateway.jobs.Ending;
import io.packhouse.gateway.jobs.JobStatus;
import io.packhouse.gateway.jobs.Jobs;
import io.packhouse.gateway.jobs.NewJob;
import io.packhouse.platform.objects.ObjectStore;

/** Package-store within this process, for {@link ToyPackage}s. What travels is turned into JSON, as it is on the way over Kafka. */
final class ToyStore implements Jobs {

    private final Vertx vertx;
    private final ObjectStore objects;
    private final Consumer<CatalogueRecord> log;
    private final Map<JobId, Promise<Outcome>> endings = new ConcurrentHashMap<>();
    private final Map<String, JobId> keys = new ConcurrentHashMap<>();

    /** What was submitted, in order. */
    final List<NewJob> submitted = new CopyOnWriteArrayList<>();
    /** Set while the queue cannot be reached. */
    volatile boolean away;
    /** Set while no worker comes. */
    volatile boolean idle;
    /** Set while outcomes are made and no record follows. */
    volatile boolean silent;

    /**
     * @param log
     *            takes what is appended to the catalogue
     */
    ToyStore(Vertx vertx, ObjectStore objects, Consumer<CatalogueRecord> log) {
        this.vertx = vertx;
        this.objects = objects;
        this.log = log;
    }

    @Override
    public Future<JobId> submit(NewJob job) {
        if (away) {
            return Future.failedFuture(
                    new Failure(Failure.Code.UNAVAILABLE, "the queue does not answer now: try again later").exception());
        }
        JobId id = JobId.random();
        JobId first = job.idempotencyKey() == null ? null : keys.putIfAbsent(job.idempotencyKey(), id);
        if (first != null) {
            return Future.succeededFuture(first);
        }
        submitted.add(job);
        endings.put(id, Promise.promise());
        JsonNode body = Json.read(Json.write(job.body().apply(id)), JsonNode.class);
        if (!idle) {
            Thread.ofVirtual().start(() -> work(id, job, body));
        }
        return Future.succeededFuture(id);
    }

    private void work(JobId id, NewJob job, JsonNode body) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        try {
            CatalogueRecord record = record(id, now, job, body, objects);
            endings.get(id).complete(new Outcome.Succeeded(job.kind(), now, "attempt",
                    Json.tree(record instanceof CatalogueRecord.Uploaded uploaded ? uploaded.facts() : Map.of()),
                    List.of()));
            if (!silent) {
                log.accept(Json.read(Json.write(record), CatalogueRecord.class));
            }
        } catch (FailureException e) {
            endings.get(id).complete(new Outcome.Failed(job.kind(), now, "attempt", e.failure()));
        }
    }

    private static CatalogueRecord record(JobId id, Instant now, NewJob job, JsonNode body, ObjectStore objects) {
        return switch (job.kind()) {
            case Kind.PACKAGE_UPLOAD -> {
                UploadPackage upload = Json.convert(body, UploadPackage.class);
                PackageFacts facts = ToyPackage.verify(objects, upload.file());
                yield new CatalogueRecord.Uploaded(id, now, job.caller(), facts, upload.note());
            }
            case Kind.PACKAGE_REMOVE -> {
                RemovePackages remove = Json.convert(body, RemovePackages.class);
                yield new CatalogueRecord.Removed(id, now, job.caller(), remove.id(), remove.architecture());
            }
            case Kind.PACKAGE_RESTORE -> {
                RestorePackage restore = Json.convert(body, RestorePackage.class);
                yield new CatalogueRecord.Restored(id, now, job.caller(), restore.key(), restore.revision());
            }
            default -> throw new IllegalArgumentException(job.kind());
        };
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
        return Future.succeededFuture(Optional.ofNullable(endings.get(id)).map(ending -> ending.future().result()));
    }

    @Override
    public Future<Optional<JobStatus>> find(JobId id) {
        return Future.succeededFuture(Optional.empty());
    }

    @Override
    public Future<Outcome> cancel(JobId id, String by) {
        endings.get(id).tryComplete(new Outcome.Cancelled(Kind.PACKAGE_UPLOAD, Instant.now(), by));
        return endings.get(id).future();
    }
}
