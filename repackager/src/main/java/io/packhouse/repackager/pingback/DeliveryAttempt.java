package io.packhouse.repackager.pingback;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.deliveries.DeliveryRecord;
import io.packhouse.contracts.deliveries.DeliveryRecord.Attempted;
import io.packhouse.contracts.deliveries.DeliveryRecord.Attempting;
import io.packhouse.contracts.deliveries.DeliveryRecord.Wanted;
import io.packhouse.contracts.deliveries.DeliveryState;
import io.packhouse.contracts.deliveries.Origin;
import io.packhouse.platform.secrets.Secret;

/**
 * One attempt: tells the log that it begins, posts, and tells the log how it went. What the log was not told for sure it is
 * told again, as long as the partition is ours; so an attempt may be in the log twice, and is never missing.
 */
final class DeliveryAttempt {

    private static final Logger log = LoggerFactory.getLogger(DeliveryAttempt.class);
    private static final Duration AGAIN = Duration.ofMillis(500);
    /** Each signature is some 50 bytes of a header. */
    private static final int SIGNATURES = 4;

    private final Means means;
    private final int partition;
    private final BooleanSupplier ours;

    /**
     * @param ours
     *            whether this process has the partition still
     */
    DeliveryAttempt(Means means, int partition, BooleanSupplier ours) {
        this.means = means;
        this.partition = partition;
        this.ours = ours;
    }

    /**
     * What is attempted, as it was when the attempt was due.
     *
     * @param wanted
     *            null when it is read from the log
     * @param number
     *            of this attempt over all schedules
     * @param made
     *            attempts of this schedule, this one included
     */
    record Order(JobId job, String origin, long offset, @Nullable Wanted wanted, int number, int made,
            int refusals) {
    }

    /** Makes the attempt; answers what came of it, or empty when the partition was lost before. */
    Optional<Reply> make(Order order) throws InterruptedException {
        Optional<Wanted> wanted;
        try {
            wanted = wanted(order);
        } catch (FailureException e) {
            append(order.origin(), new Attempted(order.job(), means.timers().now(), order.number(), null, 0,
                    "what is to be delivered is no longer on the log", DeliveryState.GIVEN_UP, null));
            return Optional.empty();
        }
        if (wanted.isEmpty() || !append(order.origin(),
                new Attempting(order.job(), means.timers().now(), order.number(), means.worker()))) {
            return Optional.empty();
        }
        Reply reply = post(wanted.get());
        Instant now = means.timers().now();
        if (order.number() == 1) {
            means.metrics().firstAnswer(Duration.between(wanted.get().at(), now));
        }
        // What is no URL is recorded, and over.
        int made = order.origin().equals(Origin.NONE) ? means.retries().schedule().attempts() : order.made();
        Verdict verdict = Verdict.of(reply, made, order.refusals(), means.retries(), now, means.random());
        append(order.origin(), attempted(order, reply, verdict, now));
        tell(order, reply, verdict);
        return Optional.of(reply);
    }

    private Attempted attempted(Order order, Reply reply, Verdict verdict, Instant now) {
        List<String> secrets = means.secrets().all().stream().map(Secret::value).toList();
        return switch (reply) {
            case Reply.Answered answered -> new Attempted(order.job(), now, order.number(), answered.status(),
                    reply.duration().toMillis(), Redaction.of(answered.text(), secrets), verdict.state(), verdict.next());
            case Reply.Silent silent -> new Attempted(order.job(), now, order.number(), null, reply.duration().toMillis(),
                    Redaction.of(silent.why(), secrets), verdict.state(), verdict.next());
        };
    }

    private void tell(Order order, Reply reply, Verdict verdict) {
        means.metrics().attempted(reply);
        var line = switch (verdict.state()) {
            case DELIVERED -> log.atInfo();
            case PENDING -> log.atInfo().addKeyValue("next", verdict.next());
            case GIVEN_UP -> log.atWarn();
        };
        if (verdict.state() == DeliveryState.GIVEN_UP) {
            means.metrics().givenUp();
        }
        line.addKeyValue("job", order.job()).addKeyValue("origin", order.origin()).addKeyValue("number", order.number())
                .addKeyValue("state", verdict.state().wire())
                .addKeyValue("answer", reply instanceof Reply.Answered answered ? answered.status() : "none")
                .addKeyValue("ms", reply.duration().toMillis()).log("An attempt to deliver is over");
    }

    private Reply post(Wanted wanted) throws InterruptedException {
        long from = System.nanoTime();
        Optional<Secret> sent = means.secrets().byName(wanted.secretName()).or(() -> means.secrets().first());
        byte[] body = PingbackForm.encode(wanted.fields(), sent.map(Secret::value).orElse(""),
                means.settings().secretInRequest());
        List<String> signing = Stream.concat(sent.stream(), means.secrets().all().stream()).distinct().limit(SIGNATURES)
                .map(Secret::value).toList();
        Map<String, String> headers = WebhookHeaders.of(DeliveryRecord.idOf(wanted.job()), means.timers().now(), body,
                signing);
        headers.put("Content-Type", PingbackForm.TYPE);
        try {
            return means.sender().post(wanted.url(), headers, body);
        } catch (RuntimeException e) {
            log.atError().addKeyValue("job", wanted.job()).setCause(e)
                    .log("An attempt to deliver failed by a fault of ours");
            return new Reply.Silent("a fault of ours", false, Duration.ofNanos(System.nanoTime() - from));
        }
    }

    private Optional<Wanted> wanted(Order order) throws InterruptedException {
        if (order.wanted() != null) {
            return Optional.of(order.wanted());
        }
        while (ours.getAsBoolean()) {
            try {
                return Optional.of(means.log().recall(partition, order.offset()));
            } catch (FailureException e) {
                log.atWarn().addKeyValue("job", order.job()).addKeyValue("cause", e.failure().message())
                        .log("What is to be delivered could not be read again");
                if (e.failure().code() == Failure.Code.NOT_FOUND) {
                    throw e;
                }
                Thread.sleep(AGAIN);
            }
        }
        return Optional.empty();
    }

    /** Appends until that is acknowledged; false when the partition was lost before. */
    boolean append(String origin, DeliveryRecord told) throws InterruptedException {
        while (true) {
            try {
                means.log().append(origin, told);
                return true;
            } catch (FailureException e) {
                log.atWarn().addKeyValue("job", told.job()).addKeyValue("cause", e.failure().message())
                        .log("The log of deliveries could not be written and is written again");
                if (!ours.getAsBoolean()) {
                    return false;
                }
                Thread.sleep(AGAIN);
            }
        }
    }
}
