package io.packhouse.gateway;

import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.JobId;
import io.packhouse.testkit.KafkaCluster;
import io.packhouse.testkit.OnEveryKafka;

import static io.packhouse.gateway.GatewayHouse.body;
import static io.packhouse.gateway.GatewayHouse.done;
import static io.packhouse.gateway.GatewayHouse.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@OnEveryKafka
class GatewayServiceIT {

    @TempDir
    Path objects;
    private GatewayHouse house;

    @AfterEach
    void close() {
        if (house != null) {
            house.close();
        }
    }

    @Test
    void saysWhatItIsToPeopleAndToPrograms(KafkaCluster kafka) throws Exception {
        house = GatewayHouse.fresh(kafka.bootstrapServers(), objects, Map.of()).open();

        HttpResponse<String> page = house.get("/", "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        JsonNode json = json(house.get("/", "Accept", "application/json"));

        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.body()).contains("Packhouse").contains("/custom_install").doesNotContain("http://", "https://");
        assertThat(json.path("name").asText()).isEqualTo("packhouse");
        assertThat(json.path("version").asText()).isEqualTo("1.2.3-test");
        assertThat(json.path("interfaces")).isNotEmpty();
        assertThat(house.get("/api/openapi.yaml").body()).startsWith("openapi: 3.1.0");
        assertThat(house.foundation.health().ready().up()).isTrue();
    }

    @Test
    void countsRequestsByRouteAndAcceptsByKind(KafkaCluster kafka) throws Exception {
        house = GatewayHouse.fresh(kafka.bootstrapServers(), objects, Map.of()).open();
        JobId job = house.submit(null, body("x", 1));
        house.get("/api/v1/jobs/" + job);
        house.get("/made/up/by/a/client");

        assertThat(
                house.metrics.get("packhouse.accepts").tag("kind", "installers").tag("result", "accepted").timer().count())
                .isEqualTo(1);
        Awaitility.await().untilAsserted(() -> assertThat(house.metrics.get("packhouse.http.requests")
                .tag("route", "/api/v1/jobs/{id}").tag("method", "GET").tag("status", "200").timer().count()).isEqualTo(1));
        assertThat(
                house.metrics.find("packhouse.http.requests").timers().stream().map(timer -> timer.getId().getTag("route")))
                .noneMatch(route -> route.contains("made"));
        Awaitility.await().untilAsserted(
                () -> assertThat(house.metrics.get("packhouse.jobs.oldest.unfinished").timeGauge().value()).isPositive());
    }

    @Test
    void aStartThatWouldBeOpenToOthersIsRefused(KafkaCluster kafka) {
        house = GatewayHouse.fresh(kafka.bootstrapServers(), objects, Map.of("http.host", "0.0.0.0"));

        assertThatThrownBy(() -> house.open()).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("http.host is 0.0.0.0").hasMessageContaining("api.tokens-file");
    }

    @Test
    void whatWasAcceptedBeforeIsKnownAfterANewStart(KafkaCluster kafka) throws Exception {
        house = GatewayHouse.fresh(kafka.bootstrapServers(), objects, Map.of()).open();
        JobId cancelled = house.submit(null, body("x", 1));
        JobId open = house.submit("key", body("x", 2));
        house.request("DELETE", "/api/v1/jobs/" + cancelled);
        house.gateway.close();

        try (GatewayHouse next = house.another(objects).open()) {
            assertThat(json(next.get("/api/v1/jobs/" + open)).path("state").asText()).isEqualTo("queued");
            assertThat(json(next.get("/api/v1/jobs/" + cancelled)).path("state").asText()).isEqualTo("cancelled");
            assertThat(json(next.get("/api/v1/jobs")).path("jobs")).hasSize(2);
            assertThat(next.submit("key", body("x", 2))).isEqualTo(open);
        }
    }

    @Test
    void requestsInFlightEndAndNewOnesAreRefusedWhenItStops(KafkaCluster kafka) throws Exception {
        house = GatewayHouse.fresh(kafka.bootstrapServers(), objects, Map.of("http.drain-limit", "20s")).open();
        JobId job = house.submit(null, body("sleep", 1500));
        CompletableFuture<HttpResponse<String>> waiting = CompletableFuture.supplyAsync(() -> get("/api/v1/jobs/" + job));
        CompletableFuture<HttpResponse<String>> stream = CompletableFuture.supplyAsync(() -> stream("/api/v1/jobs/" + job));
        int port = house.gateway.port();
        Awaitility.await().until(() -> house.metrics.get("packhouse.http.requests.in.flight").gauge().value() == 2);
        house.work(1, new TestWork());

        house.gateway.close();

        assertThat(json(waiting.get()).path("state").asText()).isEqualTo("succeeded");
        assertThat(stream.get().body()).startsWith("event: status").doesNotContain("event: ended");
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .isInstanceOf(java.io.IOException.class);
        assertThat(house.foundation.health().ready().up()).isFalse();
    }

    @Test
    void aBrokerThatIsAwayMakesItUnavailableAndNeverNotFound(KafkaCluster kafka) throws Exception {
        house = GatewayHouse.fresh(kafka.bootstrapServers(), objects, Map.of()).open();
        house.work(1, new TestWork());
        JobId ended = house.submit(null, body("x", 1));
        done(house.gateway.jobs().await(ended, Duration.ofSeconds(20)));

        kafka.stop();
        try {
            HttpResponse<String> unknown = house.get("/api/v1/jobs/" + JobId.random());
            assertThat(unknown.statusCode()).isEqualTo(503);
            assertThat(unknown.headers().firstValue("Retry-After")).isPresent();
            assertThat(house.get("/api/v1/jobs").statusCode()).isEqualTo(503);
            assertThat(house.get("/api/v1/jobs/" + ended).statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> house.submit("again", body("x", 2))).isInstanceOfSatisfying(FailureException.class,
                    e -> assertThat(e.failure().code()).isEqualTo(Code.UNAVAILABLE));
        } finally {
            kafka.start();
        }

        Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions()
                .until(() -> house.get("/api/v1/jobs/" + JobId.random()).statusCode() == 404);
        JobId again = house.submit("again", body("x", 2));
        assertThat(done(house.gateway.jobs().await(again, Duration.ofSeconds(30)))).isPresent();
        assertThat(json(house.get("/api/v1/jobs")).path("jobs")).hasSize(2);
    }

    @Test
    void eachOfManyWaitingCallsGetsItsOwnEnding(KafkaCluster kafka) throws Exception {
        house = GatewayHouse.fresh(kafka.bootstrapServers(), objects, Map.of()).open();
        house.work(4, new TestWork());
        List<String> wanted = java.util.stream.IntStream.range(0, 200).mapToObj(i -> "secret of call " + i).toList();

        var answers = wanted.stream().map(text -> house.gateway.jobs()
                .submit(new io.packhouse.gateway.jobs.NewJob(io.packhouse.contracts.Topic.WORK_INSTALLERS, "installers",
                        "test",
                        null, "f", null, body("sealed", text)))
                .compose(id -> house.gateway.jobs().await(id, Duration.ofSeconds(20)))).toList();

        for (int i = 0; i < wanted.size(); i++) {
            assertThat(done(answers.get(i)).orElseThrow().sealed()).asString().isEqualTo(wanted.get(i));
        }
    }

    private HttpResponse<String> get(String path) {
        return send(path, "Prefer", "wait=20");
    }

    private HttpResponse<String> stream(String path) {
        return send(path, "Accept", "text/event-stream");
    }

    private HttpResponse<String> send(String path, String... headers) {
        try {
            return house.get(path, headers);
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
