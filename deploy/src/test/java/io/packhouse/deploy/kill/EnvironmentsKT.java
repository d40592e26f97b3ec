package io.packhouse.deploy.kill;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.Json;
import io.packhouse.deploy.EnvironmentSite;
import io.packhouse.testkit.ChildProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A worker is killed in the middle of a step that takes long; another one goes on from what was done. */
class EnvironmentsKT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long LONG_MILLIS = 6_000;

    @TempDir
    Path directory;

    @Test
    void anotherWorkerGoesOnFromTheStepsThatWereDoneAndTheClientGetsItsAnswer() throws Exception {
        try (EnvironmentSite site = new EnvironmentSite(directory, LONG_MILLIS);
                ApartHouse house = new ApartHouse(directory, site.settings());
                HttpClient client = HttpClient.newHttpClient()) {
            house.startBroker();
            house.startGateway();
            List<ChildProcess> workers = List.of(house.startEnvBuilder(), house.startEnvBuilder());
            workers.forEach(ApartHouse::awaitReady);
            JobsClient jobs = new JobsClient(house.gatewayUri());
            await().atMost(LIMIT).ignoreExceptions().until(() -> client.send(
                    HttpRequest.newBuilder(house.gatewayUri().resolve("/v2/addons/org.example/pack")).build(),
                    BodyHandlers.discarding()).statusCode() == 200);

            CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(build(house.gatewayUri(),
                    site.request("1.20.1", false)), BodyHandlers.ofByteArray());
            String id = await().atMost(LIMIT).until(() -> jobs.list(), list -> !list.isEmpty()).getFirst();
            ProcessHandle tool = await().atMost(LIMIT).until(EnvironmentsKT::tool, Optional::isPresent).orElseThrow();
            workers.stream().filter(worker -> isBelow(tool, worker.pid())).findFirst().orElseThrow().kill9();
            await().atMost(LIMIT).until(() -> !tool.isAlive());

            await().atMost(LIMIT).until(answer::isDone);
            assertThat(answer.get().statusCode()).as(new String(answer.get().body(), StandardCharsets.UTF_8)).isEqualTo(200);
            assertThat(made(client, Json.read(answer.get().body(), JsonNode.class))).isEqualTo(site.made());
            assertThat(site.count("/base.bin")).as("fetched by the one that died, and not again").isOne();
            assertThat(site.count("/maven/")).as("libraries, once each").isEqualTo(3);
            JsonNode job = jobs.job(id);
            assertThat(job.path("attempts")).hasSize(2);
            assertThat(log(client, house.gatewayUri(), id)).containsPattern("step quick tool.run cached")
                    .containsPattern("step slow tool.run done");
        }
    }

    private static HttpRequest build(URI gateway, String request) {
        return HttpRequest.newBuilder(gateway.resolve("/v2/builder")).timeout(LIMIT)
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(request)).build();
    }

    private static byte[] made(HttpClient client, JsonNode answer) throws Exception {
        JsonNode file = StreamSupport.stream(answer.get("files").spliterator(), false)
                .filter(each -> each.get("qualifier").asText().startsWith("made")).findFirst().orElseThrow();
        return client.send(HttpRequest.newBuilder(URI.create(file.get("src").get(0).asText())).build(),
                BodyHandlers.ofByteArray()).body();
    }

    private static String log(HttpClient client, URI gateway, String id) throws Exception {
        return client.send(HttpRequest.newBuilder(gateway.resolve("/api/v1/jobs/" + id + "/log")).build(),
                BodyHandlers.ofString()).body();
    }

    /** The process of this machine that is the tool in its second step. */
    private static Optional<ProcessHandle> tool() {
        return ProcessHandle.allProcesses().filter(process -> process.info().commandLine()
                .filter(line -> line.contains("Maker") && line.endsWith(" " + LONG_MILLIS)).isPresent()).findFirst();
    }

    private static boolean isBelow(ProcessHandle process, long ancestor) {
        return process.parent().map(parent -> parent.pid() == ancestor || isBelow(parent, ancestor)).orElse(false);
    }
}
