package io.packhouse.gateway.jobs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.Failure.Violation;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.gateway.http.BlockingCalls;
import io.packhouse.platform.jobs.CommandRecords;
import io.packhouse.platform.jobs.CommandRecords.Envelope;
import io.packhouse.platform.jobs.CommandRecords.Written;
import io.packhouse.platform.jobs.Outcomes;
import io.packhouse.platform.kafka.LogWriter;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.objects.ObjectStore.Created;
import io.packhouse.platform.objects.ObjectStore.Durability;

/**
 * Accepts jobs: one durable write each, acknowledged before the caller is told. A request with an idempotency key first
 * creates an object that binds the key to a job id and to the request's fingerprint, so that a repeat is the same job, at
 * every gateway, also when the outcome of the first write was unknown.
 */
final class JobSubmitter {

    private final LogWriter writer;
    private final ObjectStore objects;
    private final Outcomes outcomes;
    private final BlockingCalls calls;
    private final JobView view;
    private final MeterRegistry registry;

    JobSubmitter(LogWriter writer, ObjectStore objects, BlockingCalls calls, JobView view, MeterRegistry registry) {
        this.writer = writer;
        this.objects = objects;
        this.outcomes = new Outcomes(objects);
        this.calls = calls;
        this.view = view;
        this.registry = registry;
    }

    /** What an idempotency key stands for. */
    record Bound(JobId job, String fingerprint) {
    }

    Future<JobId> submit(NewJob wanted) {
        long from = System.nanoTime();
        Future<JobId> accepted = wanted.idempotencyKey() == null
                ? write(JobId.random(), wanted)
                : submitOnce(wanted, wanted.idempotencyKey());
        // The writer answers on a context of its own.
        return calls.here(accepted).onComplete(done -> count(wanted, done.succeeded() ? "accepted" : resultOf(done.cause()),
                Duration.ofNanos(System.nanoTime() - from)));
    }

    private static String resultOf(Throwable cause) {
        return cause instanceof FailureException known ? known.failure().code().wire() : Code.INTERNAL.wire();
    }

    private void count(NewJob wanted, String result, Duration time) {
        Timer.builder("packhouse.accepts").description("Requests for jobs until they were acknowledged or refused")
                .tag("kind", wanted.kind()).tag("caller", wanted.caller()).tag("result", result)
                .publishPercentileHistogram().register(registry).record(time);
    }

    private Future<JobId> submitOnce(NewJob wanted, String key) {
        if (key.isEmpty() || key.length() > 255) {
            return Future.failedFuture(new Failure(Code.INVALID_REQUEST,
                    "an idempotency key has 1 to 255 characters, this one has " + key.length()).exception());
        }
        return calls.call(() -> bind(wanted, key)).compose(first -> {
            if (!first.fingerprint().equals(wanted.fingerprint())) {
                return Future.failedFuture(reused().exception());
            }
            return first.fresh() ? write(first.job(), wanted) : writeUnlessKnown(first.job(), wanted);
        });
    }

    private record Binding(JobId job, String fingerprint, boolean fresh) {
    }

    private Binding bind(NewJob wanted, String key) {
        Bound mine = new Bound(JobId.random(), wanted.fingerprint());
        return switch (objects.createOnce("idempotency/" + sha256(wanted.caller()) + "/" + sha256(key), Json.write(mine),
                Durability.POWER)) {
            case Created.New _ -> new Binding(mine.job(), mine.fingerprint(), true);
            case Created.Existed existed -> {
                Bound bound = Json.read(existed.bytes(), Bound.class);
                yield new Binding(bound.job(), bound.fingerprint(), false);
            }
        };
    }

    /** A second record of one job is harmless; none, because the first write failed, would be a lost job. */
    private Future<JobId> writeUnlessKnown(JobId job, NewJob wanted) {
        return view.find(job).compose(known -> known.isPresent()
                ? Future.succeededFuture(job)
                : calls.call(() -> outcomes.find(job)).compose(
                        outcome -> outcome.isPresent() ? Future.succeededFuture(job) : write(job, wanted)));
    }

    private Future<JobId> write(JobId job, NewJob wanted) {
        Envelope envelope = new Envelope(job, wanted.kind(), wanted.caller(), Instant.now().truncatedTo(ChronoUnit.MILLIS),
                wanted.traceparent());
        byte[] body = Json.write(wanted.body().apply(job));
        if (body.length > CommandRecords.BODY_LIMIT) {
            return Future.failedFuture(new Failure(Code.TOO_LARGE, "the request makes a command of " + body.length
                    + " bytes, the limit is " + CommandRecords.BODY_LIMIT).exception());
        }
        Future<Written> record = CommandRecords.isLarge(body)
                ? calls.call(() -> CommandRecords.inBlob(envelope, body, objects))
                : Future.succeededFuture(CommandRecords.inline(envelope, body));
        return record.compose(written -> writer.append(wanted.topic(), written.key(), written.headers(), written.value()))
                .map(job);
    }

    private static Failure reused() {
        String rule = "this Idempotency-Key was used for another request; a new request needs a new key";
        return new Failure(Code.INVALID_REQUEST, rule, List.of(new Violation("", rule)));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
