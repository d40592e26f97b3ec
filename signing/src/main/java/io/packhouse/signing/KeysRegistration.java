package io.packhouse.signing;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.Headers;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.signing.SigningKeys;
import io.packhouse.platform.kafka.LogWriter;

/**
 * Tells gateways through the registry which keys can sign. What could not be told is told again until Kafka has taken it, or
 * until there is something newer to tell.
 */
final class KeysRegistration {

    private static final Logger log = LoggerFactory.getLogger(KeysRegistration.class);
    private static final long AGAIN_MILLIS = 1000;

    private final Vertx vertx;
    private final LogWriter writer;
    private final AtomicReference<@Nullable SigningKeys> untold = new AtomicReference<>();

    KeysRegistration(Vertx vertx, LogWriter writer) {
        this.vertx = vertx;
        this.writer = writer;
    }

    /** Tells; never blocks. */
    void tell(SigningKeys keys) {
        untold.set(keys);
        write(keys);
    }

    /** Tells no more. */
    void stop() {
        untold.set(null);
    }

    private void write(SigningKeys keys) {
        writer.append(Topic.REGISTRY, SigningKeys.ENTRY, Map.of(Headers.CONTENT_TYPE, Headers.JSON), Json.write(keys))
                .onSuccess(_ -> untold.compareAndSet(keys, null)).onFailure(e -> {
                    log.atWarn().addKeyValue("cause", e.getMessage()).log("The signing keys could not be registered now");
                    vertx.setTimer(AGAIN_MILLIS, _ -> {
                        if (keys.equals(untold.get())) {
                            write(keys);
                        }
                    });
                });
    }
}
