package io.packhouse.testkit;

import java.time.Duration;
import java.util.Map;

import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;

/** What fixtures ask a broker. */
final class Clients {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Clients() {
    }

    /** Returns when the broker at {@code bootstrapServers} answers. */
    static void awaitAnswer(String bootstrapServers) {
        Awaitility.await("answer of Kafka at " + bootstrapServers).atMost(LIMIT).ignoreExceptions().until(() -> {
            try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers, "default.api.timeout.ms", "5000",
                    "request.timeout.ms", "2000"))) {
                return !admin.describeCluster().nodes().get().isEmpty();
            }
        });
    }
}
