package io.packhouse.repackager;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.Headers;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.addons.SdkCatalogue;
import io.packhouse.platform.kafka.LogWriter;

/**
 * Tells gateways through the registry which SDKs there are. What could not be told is told again until Kafka has taken it, or
 * until there is something newer to tell.
 */
final class SdkRegistration {

    private static final Logger log = LoggerFactory.getLogger(SdkRegistration.class);
    private static final long AGAIN_MILLIS = 1000;

    private final Vertx vertx;
    private final LogWriter writer;
    private final AtomicReference<@Nullable SdkCatalogue> untold = new AtomicReference<>();

    SdkRegistration(Vertx vertx, LogWriter writer) {
        this.vertx = vertx;
        this.writer = writer;
    }

    /** Tells; never blocks. */
    void tell(SdkCatalogue catalogue) {
        untold.set(catalogue);
        write(catalogue);
    }

    /** Tells no more. */
    void stop() {
        untold.set(null);
    }

    private void write(SdkCatalogue catalogue) {
        writer.append(Topic.REGISTRY, SdkCatalogue.ENTRY, Map.of(Headers.CONTENT_TYPE, Headers.JSON), Json.write(catalogue))
                .onSuccess(_ -> untold.compareAndSet(catalogue, null)).onFailure(e -> {
                    log.atWarn().addKeyValue("cause", e.getMessage()).log("The SDKs could not be registered now");
                    vertx.setTimer(AGAIN_MILLIS, _ -> {
                        if (catalogue.equals(untold.get())) {
                            write(catalogue);
                        }
                    });
                });
    }
}
