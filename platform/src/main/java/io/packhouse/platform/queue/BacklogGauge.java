package io.packhouse.platform.queue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.Topic;
import io.packhouse.platform.service.Service;

/**
 * Keeps the metric {@code packhouse.queue.backlog} of a queue: jobs that wait or run, {@code NaN} while Kafka cannot be
 * asked, which must never look like no backlog.
 */
public final class BacklogGauge implements Service {

    private static final Logger log = LoggerFactory.getLogger(BacklogGauge.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final long UNKNOWN = -1;

    private final Topic queue;
    private final GroupOffsets offsets;
    private final AtomicLong backlog = new AtomicLong(UNKNOWN);
    private final Thread thread;

    public BacklogGauge(Topic queue, GroupOffsets offsets, MeterRegistry registry) {
        this.queue = queue;
        this.offsets = offsets;
        this.thread = Thread.ofVirtual().name("backlog-" + queue.plainName()).unstarted(this::loop);
        Gauge.builder("packhouse.queue.backlog", backlog, value -> value.get() == UNKNOWN ? Double.NaN : value.get())
                .description("Jobs that wait or run").tag("queue", queue.plainName()).register(registry);
    }

    @Override
    public String name() {
        return "backlog-" + queue.plainName();
    }

    @Override
    public void start() {
        thread.start();
    }

    private void loop() {
        try {
            while (true) {
                try {
                    backlog.set(offsets.backlog());
                } catch (FailureException e) {
                    backlog.set(UNKNOWN);
                    log.atDebug().addKeyValue("queue", queue.plainName()).addKeyValue("cause", e.failure().message())
                            .log("The backlog is unknown");
                }
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
