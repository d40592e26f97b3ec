package io.packhouse.deploy.cli;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.Json;
import io.packhouse.deploy.EnvironmentSite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Environments of a whole house: who asks for the same waits for one build, and what is there is not made again. */
@Timeout(300)
class EnvironmentsIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int CALLERS = 50;

    @TempDir
    Path directory;

    @Test
    void buildsOnceForManyAndOnlyWhatAChangedInputChanges() throws Exception {
        try (EnvironmentSite site = new EnvironmentSite(directory, 500);
                RunningHouse house = RunningHouse.up(directory.resolve("data"), flags(site.settings()));
                HttpClient client = HttpClient.newHttpClient()) {
            await().atMost(LIMIT).until(() -> get(client, house, "/v2/addons/org.example/pack").statusCode() == 200);

            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                answers.add(client.sendAsync(build(house, site.request("1.20.1", false)), BodyHandlers.ofString()));
            }
            String answer = answers.getFirst().get().body();
            for (CompletableFuture<HttpResponse<String>> each : answers) {
                assertThat(each.get().statusCode()).as(each.get().body()).isEqualTo(200);
                assertThat(each.get().body()).isEqualTo(answer);
            }
            assertThat(jobs(client, house)).hasSize(1);
            assertThat(site.count("/maven/")).isEqualTo(3);
            assertThat(site.count("/base.bin")).isOne();

            assertThat(client.send(build(house, site.request("1.20.1", true)), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
            assertThat(log(client, house)).contains("step quick tool.run cached", "step slow tool.run cached",
                    "step meta http.json cached").containsPattern("step jars[^\n]* cached")
                    .containsPattern("step shaders maven.file done").doesNotContainPattern("step jars[^\n]* done");
            assertThat(site.count("/maven/")).as("the shader is new").isEqualTo(4);

            assertThat(client.send(build(house, site.request("1.20.2", false)), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
            assertThat(log(client, house)).contains("step slow tool.run cached").containsPattern("step jars[^\n]* done")
                    .doesNotContainPattern("step jars[^\n]* cached");
            assertThat(site.count("/maven/")).as("the libraries of the other version").isEqualTo(7);
        }
    }

    private static String[] flags(String... settings) {
        return Stream.of(settings).flatMap(setting -> Stream.of("--set", setting)).toArray(String[]::new);
    }

    private static HttpRequest build(RunningHouse house, String request) {
        return HttpRequest.newBuilder(URI.create(house.address() + "/v2/builder")).timeout(LIMIT)
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(request)).build();
    }

    private static HttpResponse<String> get(HttpClient client, RunningHouse house, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(house.address() + path)).build(), BodyHandlers.ofString());
    }

    /** The environment builds that there were, the newest first. */
    private static List<String> jobs(HttpClient client, RunningHouse house) throws Exception {
        JsonNode page = Json.read(
                get(client, house, "/api/v1/jobs?kind=environment&limit=100").body().getBytes(StandardCharsets.UTF_8),
                JsonNode.class);
        return StreamSupport.stream(page.get("jobs").spliterator(), false).map(job -> job.get("id").asText()).toList();
    }

    /** The step log of the newest build. */
    private static String log(HttpClient client, RunningHouse house) throws Exception {
        return await().atMost(LIMIT).until(
                () -> get(client, house, "/api/v1/jobs/" + jobs(client, house).getFirst() + "/log").body(),
                text -> text.contains("step "));
    }
}
