package io.packhouse.gateway;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.Headers;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.deliveries.DeliveryRecord;
import io.packhouse.contracts.deliveries.DeliveryRecord.Attempted;
import io.packhouse.contracts.deliveries.DeliveryRecord.Attempting;
import io.packhouse.contracts.deliveries.DeliveryRecord.Replayed;
import io.packhouse.contracts.deliveries.DeliveryRecord.Wanted;
import io.packhouse.contracts.deliveries.DeliveryState;
import io.packhouse.contracts.deliveries.Origin;
import io.packhouse.gateway.api.Scope;
import io.packhouse.gateway.api.Tokens;
import io.packhouse.platform.kafka.LogView;
import io.packhouse.testkit.KafkaCluster;
import io.packhouse.testkit.OnEveryKafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Deliveries at the gateway, over real Kafka and HTTP. */
@OnEveryKafka
class DeliveriesApiIT {

    private static final String URL = "http://receiver.example:81/ping";

    @TempDir
    Path directory;
    GatewayHouse house;

    @AfterEach
    void close() {
        house.close();
    }

    private void open(KafkaCluster cluster, Map<String, String> flags) throws Exception {
        house = GatewayHouse.fresh(cluster.bootstrapServers(), directory, flags).open();
    }

    private void append(DeliveryRecord record) {
        GatewayHouse.done(house.foundation.writer().append(Topic.DELIVERIES, Origin.of(URL),
                Map.of(Headers.JOB, record.job().value()), Json.write(record)));
    }

    private JobId wanted() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("result", "success");
        fields.put("msg", "x".repeat(100_000));
        JobId job = JobId.random();
        append(new Wanted(job, Instant.now(), URL, "0123456789abcdef", fields));
        return job;
    }

    private static String path(JobId job) {
        return "/api/v1/deliveries/" + DeliveryRecord.idOf(job);
    }

    @Test
    void showsADeliveryWithTheLogOfItsAttempts(KafkaCluster cluster) throws Exception {
        open(cluster, Map.of());
        JobId job = wanted();
        append(new Attempting(job, Instant.now(), 1, "w1"));
        append(new Attempted(job, Instant.now(), 1, 503, 12, "try later", DeliveryState.PENDING,
                Instant.now().plus(Duration.ofHours(1))));
        HttpResponse<String> answer = house.get(path(job));

        assertThat(answer.statusCode()).isEqualTo(200);
        var json = GatewayHouse.json(answer);
        assertThat(json.path("id").asText()).isEqualTo(DeliveryRecord.idOf(job));
        assertThat(json.path("state").asText()).isEqualTo("pending");
        assertThat(json.path("origin").asText()).isEqualTo("http://receiver.example:81");
        assertThat(json.at("/attempts/0/status").asInt()).isEqualTo(503);
        assertThat(json.at("/attempts/0/answer").asText()).isEqualTo("try later");
        assertThat(json.at("/attempts/0/duration_ms").asInt()).isEqualTo(12);
        assertThat(json.has("next_attempt_at")).isTrue();
        assertThat(GatewayHouse.json(house.get("/api/v1/deliveries?state=pending&origin=" + URL)).at("/deliveries/0/job")
                .asText()).isEqualTo(job.value());
        assertThat(GatewayHouse.json(house.get("/api/v1/deliveries?state=delivered")).path("deliveries")).isEmpty();
    }

    @Test
    void aReplaySaysAllThatTheOwnerNeeds(KafkaCluster cluster) throws Exception {
        open(cluster, Map.of());
        JobId job = wanted();
        append(new Attempting(job, Instant.now(), 1, "w1"));
        append(new Attempted(job, Instant.now(), 1, 410, 12, "", DeliveryState.GIVEN_UP, null));
        HttpResponse<String> answer = house.request("POST", path(job) + "/replay");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Location")).hasValue(path(job));
        assertThat(GatewayHouse.json(answer).path("state").asText()).isEqualTo("pending");
        var seen = new java.util.concurrent.CopyOnWriteArrayList<DeliveryRecord>();
        LogView view = new LogView(house.foundation.vertx(), house.foundation.admin(), house.foundation.kafka(),
                Set.of(Topic.DELIVERIES), record -> {
                    assertThat(record.key()).isEqualTo(Origin.of(URL));
                    seen.add(Json.read(record.value(), DeliveryRecord.class));
                });
        view.start();
        await().atMost(Duration.ofSeconds(60)).until(() -> seen.size() == 4);
        view.close();
        assertThat(seen.getLast()).isInstanceOfSatisfying(Replayed.class, replayed -> {
            assertThat(replayed.attempts()).isEqualTo(1);
            assertThat(replayed.by()).isEqualTo("anonymous");
            assertThat(replayed.wanted()).isEqualTo(seen.getFirst());
        });
    }

    @Test
    void whatIsUnknownIsNotFoundAndNonsenseIsRefused(KafkaCluster cluster) throws Exception {
        open(cluster, Map.of());

        assertThat(house.get(path(JobId.random())).statusCode()).isEqualTo(404);
        assertThat(house.get("/api/v1/deliveries/17").statusCode()).isEqualTo(404);
        assertThat(house.request("POST", path(JobId.random()) + "/replay").statusCode()).isEqualTo(404);
        assertThat(house.get("/api/v1/deliveries?state=lost&limit=0&job=1&cursor=x&colour=red").body())
                .contains("#/state", "#/limit", "#/job", "#/cursor", "#/colour");
    }

    @Test
    void eachOperationNeedsItsScope(KafkaCluster cluster) throws Exception {
        Tokens.NewToken reader = Tokens.newToken("reader", Set.of(Scope.DELIVERIES_READ));
        Tokens.NewToken writer = Tokens.newToken("writer", Set.of(Scope.DELIVERIES_WRITE));
        Path file = directory.resolve("tokens");
        Files.writeString(file, reader.line() + "\n" + writer.line() + "\n");
        open(cluster, Map.of("api.tokens-file", file.toString()));
        JobId job = wanted();
        String[] read = {"Authorization", "Bearer " + reader.secret()};
        String[] write = {"Authorization", "Bearer " + writer.secret()};

        assertThat(house.get(path(job)).statusCode()).isEqualTo(401);
        assertThat(house.get(path(job), read).statusCode()).isEqualTo(200);
        assertThat(house.get("/api/v1/deliveries", write).statusCode()).isEqualTo(403);
        assertThat(house.request("POST", path(job) + "/replay", read).statusCode()).isEqualTo(403);
        assertThat(house.request("POST", path(job) + "/replay", write).statusCode()).isEqualTo(202);
    }
}
