package io.packhouse.gateway.environments;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.environments.EnvironmentBuilt;

import static org.assertj.core.api.Assertions.assertThat;

/** The way of one request, over HTTP, with builds that end as a test says. */
class BuilderIT {

    private static final String REQUEST = ToyRepository.resource("request.json");
    private static final String ID = "X-Build-Id";

    @TempDir
    private Path folder;
    private EnvironmentsServer server;

    private void start(String... changed) {
        server = new EnvironmentsServer(folder, changed);
        server.with(ToyRepository.loom(server.objects));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anEnvironmentIsBuiltOnceAndAnsweredAgain() {
        start();

        HttpResponse<String> first = server.build(REQUEST);
        HttpResponse<String> again = server.build(REQUEST);

        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(first.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(first.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(first.headers().firstValue(ID)).isPresent().isEqualTo(again.headers().firstValue(ID));
        assertThat(first.body()).startsWith("{\"addonscript\":{\"version\": 2},\"files\":[").isEqualTo(again.body());
        JsonNode file = EnvironmentsServer.json(first).at("/files/0");
        String own = server.url() + "/blobs/sha1/" + file.at("/hashes/sha1").asText();
        assertThat(file.at("/src/0").asText()).isEqualTo("https://maven.example.org/toy.jar");
        assertThat(file.at("/src/1").asText()).isEqualTo(own);
        assertThat(server.get(own.substring(server.url().length())).body()).contains("0.15.11");
        assertThat(
                server.get("/v2/files/org.example.loaders/loom-environment/3.1.0/" + file.path("qualifier").asText()).body())
                .contains(own);
        assertThat(server.jobs.accepted).hasSize(1);
    }

    @Test
    void onlyWhatTheRecipeTakesMakesAnotherEnvironment() {
        start();

        Stream.of(REQUEST, REQUEST.replace("0.92.1", "0.93.0"), REQUEST.replace(": 2}", ": 2.0}"),
                REQUEST.replaceAll("(?s)\"provided\": .*?\\}]", "\"provided\": []"), REQUEST.replace("0.15.11", "0.15.12"))
                .forEach(request -> assertThat(server.build(request).statusCode()).isEqualTo(200));

        assertThat(server.jobs.accepted).hasSize(2);
        assertThat(server.jobs.accepted.getFirst().inputs()).hasToString(
                "{client={game=1.20.1, loader=0.15.11}, server={game=1.20.1, loader=0.15.11}}");
    }

    @Test
    void equalRequestsWaitForOneBuild() {
        start();
        Promise<EnvironmentBuilt> built = Promise.promise();
        server.jobs.worker = _ -> built.future();

        List<CompletableFuture<HttpResponse<String>>> all = Stream.generate(() -> server.later(REQUEST)).limit(20).toList();
        Awaitility.await().untilAsserted(() -> assertThat(server.drain.inFlight()).isEqualTo(20));
        Awaitility.await().untilAsserted(() -> assertThat(server.jobs.accepted).hasSize(1));
        built.complete(ToyEnvironment.build(server.objects, server.jobs.accepted.getFirst(), null));

        assertThat(all).extracting(answer -> answer.join().statusCode()).containsOnly(200);
        assertThat(all).extracting(answer -> answer.join().body()).containsOnly(all.getFirst().join().body());
        assertThat(server.jobs.accepted).hasSize(1);
    }

    @Test
    void whoHasWaitedLongEnoughComesAgain() {
        start("deadline", "300ms");
        Promise<EnvironmentBuilt> built = Promise.promise();
        server.jobs.worker = _ -> built.future();

        HttpResponse<String> late = server.build(REQUEST);
        HttpResponse<String> joined = server.build(REQUEST);
        built.complete(ToyEnvironment.build(server.objects, server.jobs.accepted.getFirst(), null));
        HttpResponse<String> found = server.build(REQUEST);

        assertThat(late.statusCode()).isEqualTo(503);
        assertThat(late.headers().firstValue("Retry-After")).hasValue("10");
        assertThat(EnvironmentsServer.json(late).path("code").asText()).isEqualTo("unavailable");
        assertThat(joined.statusCode()).isEqualTo(503);
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(found.headers().firstValue(ID)).isEqualTo(late.headers().firstValue(ID)).isPresent();
        assertThat(server.jobs.accepted).hasSize(1);
    }

    @Test
    void whoWouldRatherNotWaitIsToldOfTheJob() {
        start();
        Promise<EnvironmentBuilt> built = Promise.promise();
        server.jobs.worker = _ -> built.future();

        HttpResponse<String> told = server.build(REQUEST, "Prefer", "respond-async");
        HttpResponse<String> waited = server.build(REQUEST, "Prefer", "wait=1, respond-async");
        built.complete(ToyEnvironment.build(server.objects, server.jobs.accepted.getFirst(), null));
        HttpResponse<String> done = server.build(REQUEST, "Prefer", "respond-async, wait=20");

        assertThat(told.statusCode()).isEqualTo(202);
        String id = told.headers().firstValue(ID).orElseThrow();
        assertThat(told.headers().firstValue("Location")).hasValue("/api/v1/jobs/" + id);
        assertThat(told.headers().firstValue("Preference-Applied")).hasValue("respond-async");
        assertThat(EnvironmentsServer.json(told).path("id").asText()).isEqualTo(id);
        assertThat(EnvironmentsServer.json(told).path("kind").asText()).isEqualTo("environment");
        assertThat(waited.statusCode()).isEqualTo(202);
        assertThat(done.statusCode()).as("what is there is answered at once").isEqualTo(200);
    }

    @Test
    void aFailureIsNotKept() {
        start();
        server.jobs.worker = ToyJobs.failing(Code.UPSTREAM, "another sum");
        HttpResponse<String> failed = server.build(REQUEST);
        server.jobs.worker = command -> Future.succeededFuture(ToyEnvironment.build(server.objects, command, null));

        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(failed.headers().firstValue(ID)).isPresent();
        assertThat(EnvironmentsServer.json(failed).path("detail").asText())
                .isEqualTo("the environment could not be built: another sum");
        assertThat(server.build(REQUEST).statusCode()).isEqualTo(200);
        assertThat(server.jobs.accepted).hasSize(2);
    }

    @Test
    void whatTheRecipeFoundOutIsKeptForAWhile() {
        start("no-data-for", "2s");
        server.jobs.worker = ToyJobs.failing(Code.NOT_FOUND, "no such game");

        HttpResponse<String> first = server.build(REQUEST);
        HttpResponse<String> again = server.build(REQUEST);

        assertThat(first.statusCode()).isEqualTo(404);
        assertThat(EnvironmentsServer.json(first).path("code").asText()).isEqualTo("no_data");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(server.jobs.accepted).hasSize(1);
        Awaitility.await().until(() -> {
            server.build(REQUEST);
            return server.jobs.accepted.size() == 2;
        });
    }

    @Test
    void whatHasGrownOldIsBuiltAnew() {
        start();
        server.jobs.worker = command -> Future
                .succeededFuture(ToyEnvironment.build(server.objects, command, Instant.now().minusSeconds(1)));
        HttpResponse<String> first = server.build(REQUEST);
        server.jobs.worker = command -> Future
                .succeededFuture(ToyEnvironment.build(server.objects, command, Instant.now().plusSeconds(60)));

        HttpResponse<String> second = server.build(REQUEST);
        HttpResponse<String> third = server.build(REQUEST);

        assertThat(second.headers().firstValue(ID)).isNotEqualTo(first.headers().firstValue(ID))
                .isEqualTo(third.headers().firstValue(ID));
        assertThat(server.jobs.accepted).hasSize(2);
    }

    @Test
    void theOldIsGoodEnoughWhileOthersAreAway() {
        start("deadline", "500ms");
        server.jobs.worker = command -> Future
                .succeededFuture(ToyEnvironment.build(server.objects, command, Instant.now().minusSeconds(1)));
        HttpResponse<String> old = server.build(REQUEST);

        server.jobs.worker = ToyJobs.failing(Code.UPSTREAM, "away");
        HttpResponse<String> instead = server.build(REQUEST);
        HttpResponse<String> pause = server.build(REQUEST);

        assertThat(instead.statusCode()).isEqualTo(200);
        assertThat(instead.headers().firstValue(ID)).isEqualTo(old.headers().firstValue(ID));
        assertThat(pause.body()).isEqualTo(old.body());
        assertThat(server.jobs.accepted).as("others are not asked again at once").hasSize(2);
    }

    @Test
    void theOldIsGoodEnoughWhileKafkaIsAwayOrTheNewTakesLong() {
        start("deadline", "300ms");
        server.jobs.worker = command -> Future
                .succeededFuture(ToyEnvironment.build(server.objects, command, Instant.now().minusSeconds(1)));
        HttpResponse<String> old = server.build(REQUEST);

        server.jobs.away = true;
        HttpResponse<String> away = server.build(REQUEST);
        server.jobs.away = false;
        server.jobs.worker = _ -> Future.future(_ -> {
        });
        HttpResponse<String> slow = server.build(REQUEST);

        assertThat(away.statusCode()).isEqualTo(200);
        assertThat(slow.statusCode()).isEqualTo(200);
        assertThat(slow.headers().firstValue(ID)).as("this answer's").isEqualTo(old.headers().firstValue(ID));
    }

    @Test
    void theOldIsNotAnsweredForEver() {
        start("stale-for", "1s");
        server.jobs.worker = command -> Future
                .succeededFuture(ToyEnvironment.build(server.objects, command, Instant.now().minusSeconds(5)));
        server.build(REQUEST);
        server.jobs.worker = ToyJobs.failing(Code.UPSTREAM, "away");

        assertThat(server.build(REQUEST).statusCode()).isEqualTo(500);
    }

    @Test
    void theOldIsNotAnsweredAgainstWhatARecipeFindsOut() {
        start("no-data-for", "0s");
        server.jobs.worker = command -> Future
                .succeededFuture(ToyEnvironment.build(server.objects, command, Instant.now().minusSeconds(1)));
        server.build(REQUEST);

        server.jobs.worker = ToyJobs.failing(Code.NOT_FOUND, "gone");
        assertThat(server.build(REQUEST).statusCode()).isEqualTo(404);
        server.jobs.worker = ToyJobs.failing(Code.UPSTREAM, "away");
        assertThat(server.build(REQUEST).statusCode()).as("it is forgotten").isEqualTo(500);
    }

    @Test
    void whoLeavesFreesHisPlaceAndCallsNothingOff() throws Exception {
        start("waiting-limit", "1");
        Promise<EnvironmentBuilt> built = Promise.promise();
        server.jobs.worker = _ -> built.future();
        try (Socket leaver = server.connect()) {
            leaver.getOutputStream().write(("POST /v2/builder HTTP/1.1\r\nHost: x\r\nContent-Length: " + REQUEST.length()
                    + "\r\n\r\n" + REQUEST).getBytes(StandardCharsets.US_ASCII));
            Awaitility.await().untilAsserted(() -> assertThat(server.build(REQUEST).statusCode()).isEqualTo(503));
            assertThat(server.build(REQUEST.replace("0.15.11", "0.15.12")).headers().firstValue("Retry-After")).isPresent();
        }
        Awaitility.await().until(() -> server.drain.inFlight() == 0);
        CompletableFuture<HttpResponse<String>> next = server.later(REQUEST);
        Awaitility.await().until(() -> server.drain.inFlight() == 1);
        built.complete(ToyEnvironment.build(server.objects, server.jobs.accepted.getFirst(), null));

        assertThat(next.join().statusCode()).isEqualTo(200);
        assertThat(server.jobs.accepted).hasSize(1);
    }

    @Test
    void whoWaitsWhileTheGatewayStopsIsSentAway() {
        start();
        server.jobs.worker = _ -> Future.future(_ -> {
        });
        CompletableFuture<HttpResponse<String>> waiting = server.later(REQUEST);
        Awaitility.await().until(() -> !server.jobs.accepted.isEmpty());

        Awaitility.await().pollInterval(Duration.ofMillis(20)).until(() -> {
            server.environments.endWaiting();
            return waiting.isDone();
        });

        assertThat(waiting.join().statusCode()).isEqualTo(503);
        assertThat(waiting.join().headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void whileKafkaIsAwayNothingIsBegunAndNothingIsUnknown() {
        start();
        server.jobs.away = true;
        assertThat(server.build(REQUEST).statusCode()).isEqualTo(503);
        server.asOfNow = Future.failedFuture(new Failure(Code.UNAVAILABLE, "Kafka does not answer").exception());

        assertThat(server.build(REQUEST.replace("3.1.0", "3.2.0")).statusCode()).isEqualTo(503);
        assertThat(server.get("/v2/addons/org.t/nobody").statusCode()).isEqualTo(503);
        assertThat(server.get("/v2/addons/org.example.loaders/loom-environment").statusCode()).isEqualTo(200);
    }
}
