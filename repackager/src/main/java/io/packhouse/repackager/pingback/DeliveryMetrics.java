package io.packhouse.repackager.pingback;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * {@code packhouse.deliveries.attempts} (with their time, by result: {@code delivered}, {@code refused}, {@code failed},
 * {@code silent}), {@code packhouse.deliveries.delay} (from the job's end to the first attempt's answer),
 * {@code packhouse.deliveries.given.up}, {@code packhouse.deliveries.pending} (of this process).
 */
final class DeliveryMetrics {

    private final MeterRegistry registry;
    private final AtomicInteger pending = new AtomicInteger();

    DeliveryMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("packhouse.deliveries.pending", pending, AtomicInteger::get)
                .description("Deliveries of this process that are not over").register(registry);
    }

    void attempted(Reply reply) {
        String result = reply.isTaken()
                ? "delivered"
                : reply.isRefusal() ? "refused" : reply instanceof Reply.Answered ? "failed" : "silent";
        Timer.builder("packhouse.deliveries.attempts").description("Attempts at deliveries, by result").tag("result", result)
                .publishPercentileHistogram().register(registry).record(reply.duration());
    }

    void firstAnswer(Duration delay) {
        Timer.builder("packhouse.deliveries.delay")
                .description("From a job's end to the end of the first attempt to tell it")
                .publishPercentileHistogram().register(registry).record(delay.isNegative() ? Duration.ZERO : delay);
    }

    void givenUp() {
        registry.counter("packhouse.deliveries.given.up").increment();
    }

    void pending(int change) {
        pending.addAndGet(change);
    }

    int pending() {
        return pending.get();
    }
}
