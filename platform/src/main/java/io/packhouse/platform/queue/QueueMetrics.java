package io.packhouse.platform.queue;

import java.time.Duration;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * What a queue counts: {@code packhouse.queue.delay} (accepted to attempt begun), {@code packhouse.job.time} (an attempt, by
 * kind and outcome), {@code packhouse.queue.released}, {@code packhouse.queue.locks.lost}, {@code packhouse.queue.abandoned}
 * (should stay at zero).
 */
final class QueueMetrics {

    private final MeterRegistry registry;
    private final String queue;

    QueueMetrics(MeterRegistry registry, String queue) {
        this.registry = registry;
        this.queue = queue;
        abandoned();
    }

    void began(String kind, Duration delay) {
        timer("packhouse.queue.delay", "From accepted to an attempt's begin", "kind", kind)
                .record(delay.isNegative() ? Duration.ZERO : delay);
    }

    void ended(String kind, String outcome, Duration time) {
        Timer.builder("packhouse.job.time").description("Attempts, by kind and outcome").tag("kind", kind)
                .tag("outcome", outcome).publishPercentileHistogram().register(registry).record(time);
    }

    void released(String why) {
        Counter.builder("packhouse.queue.released").description("Jobs given back to the queue").tag("queue", queue)
                .tag("why", why).register(registry).increment();
    }

    void lockLost() {
        Counter.builder("packhouse.queue.locks.lost")
                .description("Attempts whose lock ran out or was lost with a connection")
                .tag("queue", queue).register(registry).increment();
    }

    Counter abandoned() {
        return Counter.builder("packhouse.queue.abandoned")
                .description("Jobs that Kafka archived without any outcome; should stay at zero").tag("queue", queue)
                .register(registry);
    }

    private Timer timer(String name, String description, String tag, String value) {
        return Timer.builder(name).description(description).tag("queue", queue).tag(tag, value).publishPercentileHistogram()
                .register(registry);
    }
}
