package io.packhouse.platform.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import io.vertx.core.Vertx;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether the broker answers. It learns of a loss from those who met it, and of the return by asking again and again,
 * so that nobody's write has to find out, and an idle process finds out too. May be used from any thread; never blocks.
 */
final class BrokerWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(BrokerWatch.class);
    private static final long PAUSE_MILLIS = 250;

    private final Vertx vertx;
    private final Admin admin;
    private final DescribeClusterOptions limit;
    private final AtomicBoolean away = new AtomicBoolean();
    private volatile boolean closed;

    BrokerWatch(Vertx vertx, KafkaSettings settings) {
        this.vertx = vertx;
        Map<String, Object> properties = new HashMap<>(settings.clientProperties());
        this.admin = Admin.create(properties);
        this.limit = new DescribeClusterOptions().timeoutMs(Math.toIntExact(settings.requestTimeout().toMillis()));
    }

    /** Whether nothing was lost since the last good word. */
    boolean answers() {
        return !away.get();
    }

    /** Tells that the broker did not answer. */
    void lost(Throwable cause) {
        if (!closed && away.compareAndSet(false, true)) {
            log.atWarn().addKeyValue("cause", cause.toString())
                    .log("Kafka does not answer; writes are refused until it does");
            ask();
        }
    }

    private void ask() {
        // With nobody at the address this question waits its whole time, and is answered soon after somebody comes.
        admin.describeCluster(limit).nodes().toCompletionStage().whenComplete((nodes, failure) -> {
            if (failure == null && !nodes.isEmpty()) {
                away.set(false);
                log.info("Kafka answers again");
            } else if (!closed) {
                vertx.setTimer(PAUSE_MILLIS, _ -> askUnlessClosed());
            }
        });
    }

    private void askUnlessClosed() {
        if (!closed) {
            ask();
        }
    }

    @Override
    public void close() {
        closed = true;
        admin.close(Duration.ZERO);
    }
}
