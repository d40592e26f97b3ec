package io.packhouse.gateway.environments;

import java.net.http.HttpResponse;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The way of one request, over HTTP, with builds that end as a test says. */
class BuilderIT {

    private static final String REQUEST = ToyRepository.resource("request.json");

    @TempDir
    private Path folder;
    private EnvironmentsServer server;

    @BeforeEach
    void start() {
        server = new EnvironmentsServer(folder);
        server.with(ToyRepository.loom(server.objects));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anEnvironmentIsBuiltOnceAndAnsweredAgain() {
        HttpResponse<String> first = server.build(REQUEST);
        HttpResponse<String> again = server.build(REQUEST);

        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(first.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(first.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(first.headers().firstValue("X-Build-Id")).isPresent().isEqualTo(again.headers().firstValue("X-Build-Id"));
        assertThat(first.body()).startsWith("{\"addonscript\":{\"version\": 2},\"files\":[").isEqualTo(again.body());
        JsonNode file = EnvironmentsServer.json(first).at("/files/0");
        assertThat(file.at("/src/0").asText()).isEqualTo("https://maven.example.org/toy.jar");
        assertThat(file.at("/src/1").asText()).isEqualTo(server.url() + "/blobs/sha1/" + file.at("/hashes/sha1").asText());
        assertThat(server.jobs.accepted).hasSize(1);
    }
}
