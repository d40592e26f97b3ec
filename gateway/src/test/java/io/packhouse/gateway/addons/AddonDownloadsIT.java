package io.packhouse.gateway.addons;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.Segment;
import io.packhouse.gateway.downloads.ToySignatures;

import static io.packhouse.gateway.addons.AddonsServer.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Section 6: downloads, the question whether there is one, and removal. */
class AddonDownloadsIT {

    @TempDir
    Path directory;
    private AddonsServer server;

    @BeforeEach
    void open() {
        server = new AddonsServer(directory);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static Artifact xpi() throws Exception {
        byte[] bytes = "an XPI".getBytes(StandardCharsets.UTF_8);
        return new Artifact("greeter.xpi", "application/x-xpinstall", bytes.length,
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)),
                List.of(new Segment.Inline(bytes)));
    }

    @Test
    void whatWasRebuiltIsSentToBeSaved() throws Exception {
        JobId job = server.jobs.succeeded(xpi());

        HttpResponse<String> answer = server.get("/xpi/download/" + job + "/greeter-2.3/");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("an XPI");
        assertThat(answer.headers().map()).containsEntry("content-type", List.of("application/x-xpinstall"))
                .containsEntry("content-disposition", List.of("attachment; filename=\"greeter-2.3.xpi\""))
                .containsEntry("content-length", List.of("6")).containsEntry("x-content-type-options", List.of("nosniff"))
                .containsEntry("cache-control", List.of("max-age=0"))
                .containsEntry("last-modified", List.of("Sat, 31 Jan 2026 12:34:56 GMT"))
                .containsEntry("etag", List.of('"' + xpi().sha256() + '"'));
        HttpResponse<String> head = server.send("HEAD", "/xpi/download/" + job + "/greeter-2.3/", new byte[0]);
        assertThat(head.headers().firstValue("Content-Length")).contains("6");
        assertThat(head.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"/|attachment; filename=\".xpi\"", "|attachment; filename=\".xpi\"",
            "//|attachment; filename=\".xpi\"", "/a|attachment; filename=\"a.xpi\"",
            "/a/b/c/|attachment; filename=\"a_b_c.xpi\"",
            "/a%0d%0aSet-Cookie:x%22y/|attachment; filename=\"a__Set-Cookie:x_y.xpi\"; filename*=UTF-8''a__Set-Cookie%3Ax%22y.xpi",
            "/a+b%20c/|attachment; filename=\"a+b c.xpi\"",
            "/%C3%A4/|attachment; filename=\"_.xpi\"; filename*=UTF-8''%C3%A4.xpi",
            "/%E2%80%AEfdp/|attachment; filename=\"_fdp.xpi\"", "/%2e%2e%2fetc/|attachment; filename=\".._etc.xpi\"",
            "/%ff/|attachment; filename=\"_.xpi\"; filename*=UTF-8''%EF%BF%BD.xpi"})
    void anyFileNameWillDo(String path, String disposition) throws Exception {
        JobId job = server.jobs.succeeded(xpi());

        HttpResponse<String> answer = server.get("/xpi/download/" + job + (path == null ? "" : path));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Disposition")).contains(disposition);
    }

    @ParameterizedTest
    @ValueSource(strings = {"greeter.xpi.sig", "greeter.xpi.sig/"})
    void theSignatureIsBesideTheXpi(String name) throws Exception {
        JobId job = server.jobs.succeeded(xpi());

        HttpResponse<String> signature = server.get("/xpi/download/" + job + "/" + name);

        assertThat(signature.statusCode()).isEqualTo(200);
        assertThat(signature.body()).isEqualTo(ToySignatures.text(xpi().sha256(), "addon-builder"));
        assertThat(signature.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"greeter.xpi.sig\"");
        assertThat(server.get("/xpi/download/" + JobId.random() + "/" + name).statusCode()).isEqualTo(404);
        assertThat(server.get("/xpi/download/" + job + "/greeter.sig").body()).as("a name like any other")
                .isEqualTo("an XPI");
    }

    @Test
    void aLongFileNameIsCut() throws Exception {
        String name = "x".repeat(3000);

        HttpResponse<String> answer = server.get("/xpi/download/" + server.jobs.succeeded(xpi()) + "/" + name + "/");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow()).hasSizeLessThan(300)
                .endsWith("x.xpi\"");
    }

    @Test
    void rangesAndConditionsAreHonoured() throws Exception {
        String path = "/xpi/download/" + server.jobs.succeeded(xpi()) + "/a/";

        HttpResponse<String> part = server.get(path, "Range", "bytes=3-4");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("XP");
        assertThat(server.get(path, "If-None-Match", '"' + xpi().sha256() + '"').statusCode()).isEqualTo(304);
        assertThat(server.get(path, "If-Modified-Since", "Sat, 31 Jan 2026 12:34:56 GMT").statusCode()).isEqualTo(304);
        assertThat(server.get(path, "If-Modified-Since", "Sat, 31 Jan 2026 12:34:55 GMT").statusCode()).isEqualTo(200);
        assertThat(server.get(path, "If-Modified-Since", "yesterday").statusCode()).isEqualTo(200);
        assertThat(server.get(path, "If-Modified-Since", "Sat, 31 Jan 2026 12:34:56 GMT", "If-None-Match", "\"x\"")
                .statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsNotThereIs404AndNotReady() {
        JobId failed = JobId.random();
        server.jobs.outcomes.put(failed, new Outcome.Failed(Kind.ADDON, Instant.now(), "attempt",
                new Failure(Failure.Code.INVALID_REQUEST, "no XPI")));
        JobId bulk = JobId.random();
        server.jobs.outcomes.put(bulk,
                new Outcome.Succeeded(Kind.ADDONS, Instant.now(), "attempt", Json.tree(Map.of()), List.of()));

        for (String hashtag : List.of(JobId.random().value(), failed.value(), bulk.value(), "q7WmXa2dKp", "%2e", "a%00b")) {
            assertThat(server.get("/xpi/download/" + hashtag + "/a/").statusCode()).as(hashtag).isEqualTo(404);
            HttpResponse<String> check = server.get("/xpi/check_download/" + hashtag + "/");
            if (!hashtag.equals("%2e")) {
                assertThat(check.statusCode()).as(hashtag).isEqualTo(200);
                assertThat(check.body()).isEqualTo("{\"ready\":false}");
            }
        }
    }

    @Test
    void whatIsThereIsReady() throws Exception {
        HttpResponse<String> answer = server.get("/xpi/check_download/" + server.jobs.succeeded(xpi()) + "/");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"ready\":true}");
    }

    @Test
    void whatIsRemovedIsGoneEverywhere() throws Exception {
        JobId job = server.jobs.succeeded(xpi());
        JobId other = server.jobs.succeeded(xpi());
        String artifact = "/api/v1/jobs/" + job + "/artifacts/greeter.xpi";
        assertThat(server.get(artifact).statusCode()).isEqualTo(200);

        HttpResponse<String> answer = server.form("/xpi/remove/" + job + "/", "secret", SECRET);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"success\":true}");
        assertThat(server.get("/xpi/download/" + job + "/a/").statusCode()).isEqualTo(404);
        assertThat(server.get("/xpi/check_download/" + job + "/").body()).isEqualTo("{\"ready\":false}");
        assertThat(server.get(artifact).statusCode()).isEqualTo(404);
        assertThat(server.get("/xpi/download/" + other + "/a/").statusCode()).isEqualTo(200);
        assertThat(server.form("/xpi/remove/" + job, "secret", SECRET).body()).as("again").isEqualTo("{\"success\":true}");
        try (AddonsServer restarted = new AddonsServer(directory)) {
            restarted.jobs.outcomes.putAll(server.jobs.outcomes);
            assertThat(restarted.get("/xpi/download/" + job + "/a/").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void onlyHoldersOfTheSecretRemove() throws Exception {
        String path = "/xpi/remove/" + server.jobs.succeeded(xpi()) + "/";

        assertThat(server.form(path, "secret", "wrong").statusCode()).isEqualTo(403);
        assertThat(server.form(path).statusCode()).isEqualTo(403);
        assertThat(server.send("DELETE", path, new byte[0]).statusCode()).isEqualTo(403);
        assertThat(server.send("DELETE", path, new byte[0], "Authorization", "Bearer wrong").statusCode()).isEqualTo(403);
        assertThat(server.send("POST", path, new byte[0], "Authorization", "Basic " + SECRET).statusCode()).isEqualTo(403);
        HttpResponse<String> get = server.get(path);
        assertThat(get.statusCode()).isEqualTo(405);
        assertThat(get.headers().firstValue("Allow")).contains("POST, DELETE");
        assertThat(server.files()).isEmpty();

        assertThat(server.send("DELETE", path, new byte[0], "Authorization", "Bearer " + SECRET).statusCode())
                .isEqualTo(200);
        assertThat(server.send("POST", path, new byte[0], "Authorization", "bearer older").statusCode()).isEqualTo(200);
        assertThat(server.multipart(path, AddonsServer.Part.text("secret", SECRET)).statusCode()).isEqualTo(200);
        assertThat(server.files()).as("the marker").hasSize(1);
    }

    @Test
    void aGetRemovesWhereThatIsConfigured() throws Exception {
        try (AddonsServer asOriginal = new AddonsServer(directory.resolve("other"), "addons.remove-by-get", "true")) {
            JobId job = asOriginal.jobs.succeeded(xpi());

            assertThat(asOriginal.get("/xpi/remove/" + job + "/").body()).isEqualTo("{\"success\":true}");
            assertThat(asOriginal.get("/xpi/check_download/" + job + "/").body()).isEqualTo("{\"ready\":false}");
        }
    }

    @Test
    void secretsAreReplacedWhileTheGatewayRuns() throws Exception {
        Path file = Files.writeString(directory.resolve("secrets"), "# first\nold\n");
        try (AddonsServer rotating = new AddonsServer(directory.resolve("other"), "addons.secrets", "",
                "addons.secrets-file", file.toString())) {
            String path = "/xpi/remove/" + JobId.random() + "/";
            assertThat(rotating.form(path, "secret", "old").statusCode()).isEqualTo(200);
            assertThat(rotating.form(path, "secret", "new").statusCode()).isEqualTo(403);

            Files.writeString(file, "new\nold\n");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> rotating.form(path, "secret", "new").statusCode() == 200);
            assertThat(rotating.form(path, "secret", "old").statusCode()).isEqualTo(200);

            Files.writeString(file, "new\n");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> rotating.form(path, "secret", "old").statusCode() == 403);
            assertThat(rotating.rebuild("secret", "old", "location", "http://x/a.xpi").body()).isEqualTo("Access denied");
            assertThat(rotating.rebuild("secret", "new", "location", "http://x/a.xpi").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void withoutASecretEverythingIsRefused() {
        try (AddonsServer none = new AddonsServer(directory.resolve("other"), "addons.secrets", "")) {
            for (String secret : List.of("", SECRET)) {
                HttpResponse<String> answer = none.rebuild("secret", secret, "location", "http://x/a.xpi");
                assertThat(answer.statusCode()).isEqualTo(403);
                assertThat(answer.body()).isEqualTo("Access denied");
            }
            assertThat(none.rebuild("location", "http://x/a.xpi").statusCode()).isEqualTo(403);
            assertThat(none.jobs.accepted).isEmpty();
        }
    }
}
