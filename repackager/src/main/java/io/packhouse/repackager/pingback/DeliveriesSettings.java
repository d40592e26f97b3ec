package io.packhouse.repackager.pingback;

import java.time.Duration;
import java.util.List;

import io.packhouse.platform.outbound.PostLimits;

/**
 * The section {@code deliveries} of the configuration; {@code deliveries.yaml} says what each key means.
 *
 * @param schedule
 *            see {@link Schedule}
 * @param jitter
 *            see {@link Schedule}
 * @param timeout
 *            of one attempt
 * @param clientErrorTries
 *            at least 1
 * @param retryAfterCap
 *            the longest that {@code Retry-After} may put an attempt off
 * @param answerExcerpt
 *            bytes of an answer that are kept, 0 to 16384
 * @param concurrency
 *            attempts at once in a process
 * @param pendingInMemory
 *            how many waiting deliveries keep their fields in memory
 * @param carryAfter
 *            how many records a waiting delivery may fall behind before its state is written once more
 * @param sessionTimeout
 *            after what silence of a process another takes its deliveries over
 */
public record DeliveriesSettings(List<Duration> schedule, double jitter, Duration timeout, int clientErrorTries,
        Duration retryAfterCap, int answerExcerpt, boolean secretInRequest, int concurrency, OriginSettings perOrigin,
        BreakerSettings breaker, int pendingInMemory, int carryAfter,
        Duration sessionTimeout) {

    /** The resource that documents and defaults these keys. */
    public static final String DEFAULTS = "config/deliveries.yaml";
    /** The name of the section. */
    public static final String SECTION = "deliveries";

    public DeliveriesSettings {
        schedule = List.copyOf(schedule);
        var _ = new Schedule(schedule, jitter);
        if (timeout.toMillis() < 1 || timeout.compareTo(Duration.ofMinutes(2)) > 0) {
            throw new IllegalArgumentException("deliveries.timeout is 1ms to 2m, not " + timeout);
        }
        if (clientErrorTries < 1 || concurrency < 1 || pendingInMemory < 0 || carryAfter < 1) {
            throw new IllegalArgumentException(
                    "deliveries.client-error-tries and concurrency and carry-after are at least 1, pending-in-memory at least 0");
        }
        if (answerExcerpt < 0 || answerExcerpt > 16 * 1024) {
            throw new IllegalArgumentException("deliveries.answer-excerpt is 0 to 16384, not " + answerExcerpt);
        }
        if (sessionTimeout.toSeconds() < 6) {
            throw new IllegalArgumentException(
                    "deliveries.session-timeout is at least 6s, which is the least that brokers take by default");
        }
    }

    /**
     * {@code deliveries.per-origin}.
     *
     * @param concurrency
     *            attempts at once to one receiver
     * @param rate
     *            attempts a second to one receiver
     */
    public record OriginSettings(int concurrency, int rate) {
        public OriginSettings {
            if (concurrency < 1 || rate < 1) {
                throw new IllegalArgumentException("deliveries.per-origin.concurrency and rate are at least 1");
            }
        }
    }

    /**
     * {@code deliveries.breaker}.
     *
     * @param failures
     *            in a row, after which a receiver is left alone
     * @param pause
     *            until a probe is made; doubled after each that fails
     * @param longestPause
     *            to which it is doubled
     */
    public record BreakerSettings(int failures, Duration pause, Duration longestPause) {
        public BreakerSettings {
            if (failures < 1 || pause.toMillis() < 1 || longestPause.compareTo(pause) < 0) {
                throw new IllegalArgumentException(
                        "deliveries.breaker.failures is at least 1, pause at least 1ms, longest-pause at least pause");
            }
        }
    }

    RetrySettings retries() {
        return new RetrySettings(new Schedule(schedule, jitter), clientErrorTries, retryAfterCap);
    }

    PostLimits postLimits() {
        return new PostLimits(timeout, answerExcerpt);
    }
}
