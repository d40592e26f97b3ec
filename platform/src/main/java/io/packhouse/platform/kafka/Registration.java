package io.packhouse.platform.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Headers;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Topic;

/**
 * Tells through the registry what a service can do: the writer of one entry. What could not be told is told again until Kafka
 * has taken it, or until there is something newer to tell.
 */
public final class Registration<T> {

    private static final Logger log = LoggerFactory.getLogger(Registration.class);
    private static final long AGAIN_MILLIS = 1000;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private final Vertx vertx;
    private final LogWriter writer;
    private final String entry;
    private final AtomicReference<@Nullable T> untold = new AtomicReference<>();

    /**
     * @param entry
     *            the key of the entry
     */
    public Registration(Vertx vertx, LogWriter writer, String entry) {
        this.vertx = vertx;
        this.writer = writer;
        this.entry = entry;
    }

    /** Tells; never blocks. */
    public void tell(T value) {
        untold.set(value);
        write(value);
    }

    /**
     * Returns when everything that was told is on the registry, so that whoever asks what holds as of now finds it.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code UNAVAILABLE} when Kafka does not take it within {@code limit}
     * @throws InterruptedException
     *             when the calling thread is stopped
     */
    public void awaitTold(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (untold.get() != null) {
            if (System.nanoTime() - deadline > 0) {
                throw new Failure(Failure.Code.UNAVAILABLE,
                        "the entry " + entry + " could not be registered within " + limit.toSeconds() + " s").exception();
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }

    /** Tells no more. */
    public void stop() {
        untold.set(null);
    }

    private void write(T value) {
        writer.append(Topic.REGISTRY, entry, Map.of(Headers.CONTENT_TYPE, Headers.JSON), Json.write(value))
                .onSuccess(_ -> untold.compareAndSet(value, null)).onFailure(e -> {
                    log.atWarn().addKeyValue("entry", entry).addKeyValue("cause", e.getMessage())
                            .log("An entry could not be registered now");
                    vertx.setTimer(AGAIN_MILLIS, _ -> {
                        if (value.equals(untold.get())) {
                            write(value);
                        }
                    });
                });
    }
}
