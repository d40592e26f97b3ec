package io.packhouse.gateway.environments;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.packhouse.contracts.Json;
import io.packhouse.contracts.environments.PublishedFile;
import io.packhouse.platform.objects.ObjectStore.Durability;

import static org.assertj.core.api.Assertions.assertThat;

/** What is asked for by its address: add-ons, manifests, files, bytes; and how addresses are read. */
class EnvironmentPathsIT {

    private static final String REST = "'flags':{'both':['required']},'unknown':{'kept':true},'files':["
            + "{'qualifier':'jar','src':['./mod.jar','https://example.org/mod.jar'],'hashes':{'sha1':'aa'}},"
            + "{'qualifier':'inner','src':['./inner.jar']},{'qualifier':'old','link':['https://example.org/old.jar']}]}";

    @TempDir
    private static Path folder;
    private static EnvironmentsServer server;
    private static PublishedFile file;
    private static PublishedFile linked;

    @BeforeAll
    static void start() {
        server = new EnvironmentsServer(folder);
        server.with(repository(server));
        file = ToyEnvironment.publish(server.objects, "toy.jar", "toy".getBytes(StandardCharsets.US_ASCII),
                "https://maven.example.org/toy.jar");
        server.objects.createOnce(PublishedFile.keyByName("org.t", "mod", "1", "toy"), Json.write(file), Durability.PROCESS);
        linked = ToyEnvironment.publish(server.objects, "linked.jar", "linked".getBytes(StandardCharsets.US_ASCII), false,
                "https://example.org/linked.jar");
    }

    private static ToyRepository repository(EnvironmentsServer server) {
        ToyRepository repository = new ToyRepository(server.objects).alias("org.alias", "mod", "org.t").meta("org.t", "mod",
                "{'addon':{'name':'Mod'}}");
        Stream.of("1", "1/2", "1%2F2", "1+2", "1?2#x", "100%", "../..", "1;x")
                .forEach(version -> repository.add("{'addonscript':{'version':2},'namespace':'org.t','id':'mod','version':'"
                        + version + "'," + REST, null));
        return repository;
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Arguments> rows() {
        return Table.rows("paths.tsv");
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @MethodSource("rows")
    void answersAsTheTableSays(String what, String method, String path, int status, String told) {
        HttpResponse<String> answer = server.send(method, filled(path), new byte[0]);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        String[] expected = told.split(" ", 2);
        if (told.startsWith("/")) {
            assertThat(EnvironmentsServer.json(answer).at(expected[0]).asText()).isEqualTo(filled(expected[1]));
        } else if (!told.equals("-")) {
            assertThat(answer.headers().firstValue(expected[0])).hasValue(expected[1]);
        }
        if (method.equals("GET")) {
            HttpResponse<String> head = server.send("HEAD", filled(path), new byte[0]);
            assertThat(head.statusCode()).isEqualTo(status);
            assertThat(head.body()).isEmpty();
            assertThat(head.headers().firstValue("Content-Length")).isEqualTo(answer.headers().firstValue("Content-Length"));
        }
    }

    private static String filled(String text) {
        return text.replace("OWN", server.url()).replace("SHA512", file.sha512()).replace("SHA256", file.content().sha256())
                .replace("SHA1", file.sha1()).replace("UPPER", file.sha1().toUpperCase(java.util.Locale.ROOT))
                .replace("LINKED", linked.sha1());
    }

    @Test
    void bytesAreKeptForEverAndSentInParts() {
        HttpResponse<String> whole = server.get("/blobs/sha1/" + file.sha1());
        HttpResponse<String> part = server.get("/blobs/sha1/" + file.sha1(), "Range", "bytes=1-");
        HttpResponse<String> same = server.get("/blobs/sha1/" + file.sha1(), "If-None-Match",
                whole.headers().firstValue("ETag").orElseThrow());

        assertThat(whole.body()).isEqualTo("toy");
        assertThat(whole.headers().firstValue("Cache-Control")).hasValue("public, max-age=31536000, immutable");
        assertThat(whole.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(whole.headers().firstValue("Content-Disposition")).hasValue("attachment; filename=\"toy.jar\"");
        assertThat(whole.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("oy");
        assertThat(same.statusCode()).isEqualTo(304);
        HttpResponse<String> beyond = server.get("/blobs/sha1/" + file.sha1(), "Range", "bytes=9-");
        assertThat(beyond.statusCode()).isEqualTo(416);
        assertThat(beyond.headers().firstValue("Cache-Control")).as("or a cache would tell it everybody, for a year")
                .contains("no-store");
    }

    @Test
    void documentsAreAskedForAgainByTheirTags() {
        for (String path : new String[]{"/v2", "/v2/addons/org.t/mod", "/v2/addons/org.t/mod/1",
                "/v2/files/sha1/" + file.sha1()}) {
            HttpResponse<String> answer = server.get(path);
            String tag = answer.headers().firstValue("ETag").orElseThrow();

            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-cache");
            assertThat(answer.headers().firstValue("Content-Disposition")).isEmpty();
            assertThat(server.get(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
            assertThat(server.get(path, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whatIsNotRenamedIsSentByteForByte() {
        String stored = "{ \"addonscript\" : {\"version\": 2.0},\n\"namespace\":\"org.u\",\"id\":\"plain\",\"version\":\"1\",\"flags\":{}}";
        server.with(repository(server).add(stored, null));

        HttpResponse<String> answer = server.get("/v2/addons/org.u/plain/1");

        assertThat(answer.body()).isEqualTo(stored);
        assertThat(answer.headers().firstValue("ETag"))
                .hasValue('"' + ToyEnvironment.digest("SHA-256", stored.getBytes(StandardCharsets.UTF_8)) + '"');
    }

    @Test
    void theOldNamesAreWrittenWhereTheyAreWanted(@TempDir Path other) {
        try (EnvironmentsServer old = new EnvironmentsServer(other, "compat.file-link", "both", "compat.env-path", "on",
                "blob-url", "https://cdn.example.org/b/", "base-path", "/as")) {
            old.with(repository(old));
            PublishedFile built = ToyEnvironment.publish(old.objects, "toy.jar", "toy".getBytes(StandardCharsets.US_ASCII));

            JsonNode manifest = EnvironmentsServer.json(old.get("/as/v2/addons/org.t/mod/1"));
            JsonNode told = EnvironmentsServer.json(old.get("/as/v2/files/sha256/" + built.content().sha256()));

            assertThat(manifest.at("/files/0/link")).isEqualTo(manifest.at("/files/0/src"));
            assertThat(manifest.at("/files/2/src")).isEqualTo(manifest.at("/files/2/link"));
            assertThat(told.at("/src/0").asText()).isEqualTo("https://cdn.example.org/b/sha1/" + built.sha1());
            assertThat(told.at("/link")).isEqualTo(told.at("/src"));
            assertThat(old.send("POST", "/as/v2/env", new byte[0]).statusCode()).isEqualTo(400);
            assertThat(old.get("/as").body()).isEqualTo("{\"versions\":[\"v2\"]}");
            assertThat(old.get("/as/").body()).isEqualTo("{\"versions\":[\"v2\"]}");
            assertThat(old.get("/as//v2/").statusCode()).isEqualTo(200);
            assertThat(old.get("/as/v1").statusCode()).isEqualTo(404);
            assertThat(old.get("/as/blobs/sha1/" + built.sha1()).statusCode()).isEqualTo(200);
            assertThat(old.get("/v2").statusCode()).isEqualTo(404);
        }
    }
}
