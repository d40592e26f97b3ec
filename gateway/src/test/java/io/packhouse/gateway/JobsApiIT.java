package io.packhouse.gateway;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Outcome;
import io.packhouse.gateway.jobs.Ending;
import io.packhouse.testkit.KafkaCluster;
import io.packhouse.testkit.OnEveryKafka;

import static io.packhouse.gateway.GatewayHouse.body;
import static io.packhouse.gateway.GatewayHouse.done;
import static io.packhouse.gateway.GatewayHouse.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@OnEveryKafka
class JobsApiIT {

    @TempDir
    Path objects;
    private GatewayHouse house;

    @BeforeEach
    void open(KafkaCluster kafka) throws Exception {
        house = GatewayHouse.fresh(kafka.bootstrapServers(), objects, Map.of()).open();
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void aJobIsSeenFromAcceptedToEnded() throws Exception {
        JobId job = house.submit(null, body("file", "hello"));
        JsonNode queued = json(house.get("/api/v1/jobs/" + job));

        house.work(1, new TestWork());
        HttpResponse<String> waited = house.get("/api/v1/jobs/" + job, "Prefer", "wait=20");
        JsonNode ended = json(waited);

        assertThat(queued.path("state").asText()).isEqualTo("queued");
        assertThat(queued.path("kind").asText()).isEqualTo("installers");
        assertThat(queued.path("caller").asText()).isEqualTo("test");
        assertThat(waited.headers().firstValue("Preference-Applied")).hasValue("wait=20");
        assertThat(ended.path("state").asText()).isEqualTo("succeeded");
        assertThat(ended.path("attempts").path(0).path("number").asInt()).isEqualTo(1);
        assertThat(ended.path("attempts").path(0).path("worker").asText()).isEqualTo("worker-a");
        String href = ended.path("artifacts").path(0).path("href").asText();
        HttpResponse<String> file = house.get(href);
        assertThat(file.body()).isEqualTo("hello");
        assertThat(file.headers().firstValue("ETag").orElse(""))
                .contains(ended.path("artifacts").path(0).path("sha256").asText());
        HttpResponse<String> head = house.request("HEAD", href);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Length")).hasValue("5");
    }

    @Test
    void aFailedJobSaysWhy() throws Exception {
        house.work(1, new TestWork());
        JobId job = house.submit(null, body("fail", "the vessel leaks"));

        JsonNode ended = json(house.get("/api/v1/jobs/" + job, "Prefer", "wait=20"));

        assertThat(ended.path("state").asText()).isEqualTo("failed");
        assertThat(ended.path("failure").path("message").asText()).isEqualTo("the vessel leaks");
        assertThat(house.get("/api/v1/jobs/" + job + "/artifacts/x").statusCode()).isEqualTo(404);
    }

    @Test
    void whatDoesNotExistIsNotFound() throws Exception {
        assertThat(house.get("/api/v1/jobs/" + JobId.random()).statusCode()).isEqualTo(404);
        assertThat(house.get("/api/v1/jobs/nonsense").statusCode()).isEqualTo(404);
        assertThat(house.request("DELETE", "/api/v1/jobs/" + JobId.random()).statusCode()).isEqualTo(404);
        assertThat(house.get("/api/v1/jobs/" + JobId.random() + "/artifacts/x").statusCode()).isEqualTo(404);
        assertThat(house.get("/api/v1/jobs/" + JobId.random(), "Accept", "text/event-stream").statusCode()).isEqualTo(404);
    }

    @Test
    void aQueuedJobIsCancelledOnceAndForAll() throws Exception {
        JobId job = house.submit(null, body("file", "never"));
        var waiting = house.gateway.jobs().await(job, Duration.ofSeconds(20));

        HttpResponse<String> first = house.request("DELETE", "/api/v1/jobs/" + job);
        HttpResponse<String> again = house.request("DELETE", "/api/v1/jobs/" + job);
        house.work(1, new TestWork());

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(json(first).path("state").asText()).isEqualTo("cancelled");
        assertThat(json(first).path("kind").asText()).isEqualTo("installers");
        assertThat(json(first).path("cancelled_by").asText()).isEqualTo("anonymous");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(done(waiting).map(Ending::outcome)).containsInstanceOf(Outcome.Cancelled.class);
        JobId next = house.submit(null, body("file", "after"));
        assertThat(json(house.get("/api/v1/jobs/" + next, "Prefer", "wait=20")).path("state").asText())
                .isEqualTo("succeeded");
        assertThat(json(house.get("/api/v1/jobs/" + job)).path("state").asText()).isEqualTo("cancelled");
    }

    @Test
    void anEndedJobIsNotCancelled() throws Exception {
        house.work(1, new TestWork());
        JobId job = house.submit(null, body("x", 1));
        done(house.gateway.jobs().await(job, Duration.ofSeconds(20)));

        HttpResponse<String> answer = house.request("DELETE", "/api/v1/jobs/" + job);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(answer).path("type").asText()).isEqualTo("urn:packhouse:problem:conflict");
    }

    @Test
    void oneIdempotencyKeyIsOneJob() {
        JobId first = house.submit("key", body("x", 1));
        JobId second = house.submit("key", body("x", 1));
        JobId other = house.submit("another key", body("x", 1));

        assertThat(second).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
        assertThatThrownBy(() -> house.submit("key", body("x", 2))).isInstanceOf(FailureException.class)
                .hasMessageContaining("was used for another request");
    }

    @Test
    void aBodyLargerThanARecordTravelsAsABlob() throws Exception {
        house.work(1, new TestWork());
        JobId job = house.submit(null, body("x", "y".repeat(300_000)));

        JsonNode ended = json(house.get("/api/v1/jobs/" + job, "Prefer", "wait=20"));

        assertThat(ended.path("result").path("size").asInt()).isGreaterThan(300_000);
    }

    @Test
    void sealedKeysReachTheWaitingCallAndNothingElse() throws Exception {
        house.work(1, new TestWork());
        JobId job = house.submit(null, body("sealed", "top-secret-bytes"));

        Ending ending = done(house.gateway.jobs().await(job, Duration.ofSeconds(20))).orElseThrow();

        assertThat(ending.sealed()).isEqualTo("top-secret-bytes".getBytes(StandardCharsets.UTF_8));
        String base64 = java.util.Base64.getEncoder().encodeToString(ending.sealed());
        String stream = house.get("/api/v1/jobs/" + job, "Accept", "text/event-stream").body();
        assertThat(stream).contains("event: ended");
        assertThat(stream + house.get("/api/v1/jobs/" + job).body() + house.get("/api/v1/jobs").body())
                .doesNotContain("top-secret-bytes").doesNotContain(base64).doesNotContain("\"sealed\"");
    }

    @Test
    void aCallThatComesAfterTheEndStillGetsItsSealedKeys() throws Exception {
        house.work(1, new TestWork());
        JobId job = house.submit(null, body("sealed", "late"));
        Awaitility.await().until(() -> json(house.get("/api/v1/jobs/" + job)).path("state").asText().equals("succeeded"));

        Ending ending = done(house.gateway.jobs().await(job, Duration.ofSeconds(20))).orElseThrow();

        assertThat(ending.sealed()).isEqualTo("late".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void awaitingIsOverAtItsLimit() {
        JobId job = house.submit(null, body("x", 1));

        assertThat(done(house.gateway.jobs().await(job, Duration.ofMillis(300)))).isEmpty();
        assertThat(house.gateway.jobs()).isNotNull();
    }

    @Test
    void theStreamTellsEverythingAndGoesOnFromAnyId() throws Exception {
        house.work(1, new TestWork());
        JobId job = house.submit(null, body("sleep", 300));

        HttpResponse<String> whole = house.get("/api/v1/jobs/" + job, "Accept", "text/event-stream");
        List<String> ids = whole.body().lines().filter(line -> line.startsWith("id: ")).map(line -> line.substring(4))
                .toList();
        String rest = house.get("/api/v1/jobs/" + job, "Accept", "text/event-stream", "Last-Event-ID", ids.getFirst())
                .body();
        HttpResponse<String> nothing = house.get("/api/v1/jobs/" + job, "Accept", "text/event-stream", "Last-Event-ID",
                ids.getLast());

        assertThat(whole.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(whole.body()).startsWith("event: status\n");
        assertThat(events(whole.body())).containsExactly("status", "started", "progress", "ended");
        assertThat(events(rest)).containsExactly("status", "progress", "ended");
        assertThat(nothing.statusCode()).isEqualTo(204);
    }

    @Test
    void idsOfEventsMeanTheSameAtAnotherGateway() throws Exception {
        house.work(1, new TestWork());
        JobId job = house.submit(null, body("x", 1));
        String here = house.get("/api/v1/jobs/" + job, "Accept", "text/event-stream").body();

        try (GatewayHouse another = house.another(objects).open()) {
            String there = another.get("/api/v1/jobs/" + job, "Accept", "text/event-stream").body();

            assertThat(withIds(there)).isEqualTo(withIds(here)).hasSizeGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void listsAreNewestFirstAndCursorsHoldWhileJobsCome() throws Exception {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            expected.addFirst(house.submit(null, body("x", i)).value());
            Awaitility.await().pollDelay(Duration.ofMillis(3)).until(() -> true);
        }
        List<String> seen = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = json(house.get("/api/v1/jobs?state=queued&kind=installers&limit=3" + next));
            page.path("jobs").forEach(one -> seen.add(one.path("id").asText()));
            house.submit(null, body("new", seen.size()));
            next = page.has("next") ? "&cursor=" + page.path("next").asText() : "";
        } while (!next.isEmpty());

        assertThat(seen).isEqualTo(expected);
        assertThat(json(house.get("/api/v1/jobs?kind=other")).path("jobs")).isEmpty();
        assertThat(house.get("/api/v1/jobs?state=odd&limit=0&cursor=x&more=1").statusCode()).isEqualTo(422);
        assertThat(json(house.get("/api/v1/jobs?state=odd&limit=0&cursor=x&more=1")).path("errors")).hasSize(4);
    }

    @Test
    void anotherMethodIsRefusedWithWhatIsAllowed() throws Exception {
        HttpResponse<String> answer = house.request("POST", "/api/v1/jobs/" + JobId.random());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET, DELETE");
        assertThat(house.get("/api/v1/other").statusCode()).isEqualTo(404);
        assertThat(json(house.get("/nowhere")).path("type").asText()).isEqualTo("urn:packhouse:problem:not-found");
    }

    private static List<String> events(String stream) {
        return stream.lines().filter(line -> line.startsWith("event: ")).map(line -> line.substring(7)).toList();
    }

    private static List<String> withIds(String stream) {
        List<String> all = new ArrayList<>();
        for (String block : stream.split("\n\n", -1)) {
            if (block.startsWith("id: ")) {
                all.add(block);
            }
        }
        return all;
    }
}
