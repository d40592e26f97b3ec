package io.packhouse.deploy.cli;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.Json;

import static org.assertj.core.api.Assertions.assertThat;

/** A caller's trace runs from the request over Kafka into the log lines of the worker. */
@Timeout(180)
class TraceIT {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @TempDir
    Path directory;

    @Test
    void theCallersTraceIsInTheLinesOfGatewayAndWorker() throws Exception {
        try (var house = RunningHouse.up(directory.resolve("data"), "--set", "log.format=json")) {
            try (var client = HttpClient.newHttpClient()) {
                var request = HttpRequest.newBuilder(URI.create(house.address() + "/api/v1/installers"))
                        .header("Content-Type", "application/json").header("Prefer", "wait=30")
                        .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                        .POST(HttpRequest.BodyPublishers.ofString("""
                                {"vessels": [{"percentage": 80, "owner": "mira"}],
                                 "users": {"mira": {"public_key": "17 3233"}}}
                                """))
                        .build();
                assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isLessThan(300);
            }
            house.process().awaitLine(".*\"job\":.*" + TRACE + ".*|.*" + TRACE + ".*\"job\":.*", Duration.ofMinutes(1));
            house.process().terminate();
            house.process().awaitExit(Duration.ofSeconds(60));

            var lines = house.process().lines().stream().filter(line -> line.contains(TRACE)).toList();
            assertThat(lines).as("a line of the gateway").anyMatch(line -> line.contains("/api/v1/installers"));
            assertThat(lines).as("a line of the worker").anyMatch(line -> line.contains("\"attempt\""));
            assertThat(lines).allSatisfy(line -> assertThat(Json.mapper().readTree(line).isObject()).isTrue());
        }
    }
}
