package io.packhouse.gateway.addons;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.JobState;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.addons.RebuildAddon;
import io.packhouse.contracts.addons.RebuildAddons;
import io.packhouse.gateway.jobs.Ending;
import io.packhouse.gateway.jobs.JobStatus;
import io.packhouse.gateway.jobs.Jobs;
import io.packhouse.gateway.jobs.NewJob;

/** Jobs that are only accepted; what travels is turned into JSON, as it is on the way over Kafka. Tests end them. */
final class RecordedJobs implements Jobs {

    /** What was submitted, in order. */
    final List<Accepted> accepted = new CopyOnWriteArrayList<>();
    final Map<JobId, Outcome> outcomes = new ConcurrentHashMap<>();
    private final Map<String, JobId> keys = new ConcurrentHashMap<>();
    /** Set while the queue cannot be reached. */
    volatile boolean away;

    /** A job as a worker would read it. */
    record Accepted(JobId id, Topic topic, String kind, String caller, String fingerprint, JsonNode body) {
        RebuildAddon one() {
            return Json.convert(body, RebuildAddon.class);
        }

        RebuildAddons bulk() {
            return Json.convert(body, RebuildAddons.class);
        }
    }

    @Override
    public Future<JobId> submit(NewJob job) {
        if (away) {
            return Future.failedFuture(new Failure(Failure.Code.UNAVAILABLE, "the queue does not answer now").exception());
        }
        JobId id = JobId.random();
        JobId first = job.idempotencyKey() == null ? null : keys.putIfAbsent(job.idempotencyKey(), id);
        if (first != null) {
            return Future.succeededFuture(first);
        }
        JsonNode body = Json.read(Json.write(job.body().apply(id)), JsonNode.class);
        accepted.add(new Accepted(id, job.topic(), job.kind(), job.caller(), job.fingerprint(), body));
        return Future.succeededFuture(id);
    }

    /** The only job that was submitted. */
    Accepted only() {
        if (accepted.size() != 1) {
            throw new AssertionError("not one job was submitted, but " + accepted);
        }
        return accepted.getFirst();
    }

    /** A job that made an XPI. */
    JobId succeeded(Artifact xpi) {
        JobId id = JobId.random();
        outcomes.put(id, new Outcome.Succeeded(Kind.ADDON, Instant.parse("2026-01-31T12:34:56Z"), "attempt",
                Json.tree(Map.of()), List.of(xpi)));
        return id;
    }

    @Override
    public Future<Optional<Ending>> await(JobId id, Duration limit) {
        return Future.succeededFuture(Optional.ofNullable(outcomes.get(id)).map(outcome -> new Ending(outcome, null)));
    }

    @Override
    public Future<Optional<Outcome>> outcome(JobId id) {
        return Future.succeededFuture(Optional.ofNullable(outcomes.get(id)));
    }

    @Override
    public Future<Optional<JobStatus>> find(JobId id) {
        return outcome(id).map(found -> found.map(outcome -> new JobStatus(id, outcome.kind(), JobState.of(outcome), "test",
                Instant.EPOCH, List.of(), null, outcome)));
    }

    @Override
    public Future<Outcome> cancel(JobId id, String by) {
        throw new UnsupportedOperationException();
    }
}
