package io.packhouse.gateway.addons;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.addons.AddonSource;
import io.packhouse.contracts.addons.RebuildAddon;
import io.packhouse.contracts.addons.RebuildAddons;
import io.packhouse.gateway.addons.AddonsServer.Part;
import io.packhouse.gateway.api.Scope;
import io.packhouse.gateway.api.Tokens;

import static io.packhouse.gateway.addons.AddonsServer.SECRET;
import static io.packhouse.gateway.addons.AddonsServer.json;
import static org.assertj.core.api.Assertions.assertThat;

/** {@code POST /api/v1/addons}. */
class AddonsApiIT {

    private static final String ONE = "{\"location\": \"https://amo.example/a.xpi\"}";

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

    private HttpResponse<String> post(String order, String... headers) {
        return post(server, order, headers);
    }

    private static HttpResponse<String> post(AddonsServer to, String order, String... headers) {
        String[] all = Stream.concat(Stream.of("Content-Type", "application/json"),
                Stream.of(headers)).toArray(String[]::new);
        return to.send("POST", "/api/v1/addons", order.getBytes(StandardCharsets.UTF_8), all);
    }

    @Test
    void oneAddonIsAJob() {
        HttpResponse<String> answer = post("""
                {"location": "https://amo.example/a.xpi", "version": "2.{sdk_version}", "sdk_version": "1.14",
                 "fullName": "A tool", "options": "--strip-sdk", "priority": "high", "addon": 36, "other": [1],
                 "pingback": "https://amo.example/p"}""");

        RecordedJobs.Accepted job = server.jobs.only();
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Location")).contains("/api/v1/jobs/" + job.id());
        assertThat(json(answer).path("id").asText()).isEqualTo(job.id().value());
        assertThat(json(answer).path("kind").asText()).isEqualTo(Kind.ADDON);
        assertThat(json(answer).has("children")).isFalse();
        assertThat(job.topic()).isEqualTo(Topic.WORK_ADDONS_HIGH);
        assertThat(job.caller()).isEqualTo("anonymous");
        RebuildAddon addon = job.one();
        assertThat(addon.sdkVersion()).isEqualTo("1.14");
        assertThat(addon.forced()).hasToString("{fullName=A tool}");
        assertThat(addon.options()).containsExactly("--strip-sdk");
        assertThat(addon.pingback().secretName()).as("the first").isEmpty();
        assertThat(addon.pingback().extras()).hasToString("{addon=36}");
        assertThat(addon.pingback().request()).contains("&addon=36&other=%5B1%5D&");
        assertThat(addon.pingback().location()).isEqualTo(server.url() + "/xpi/download/" + job.id() + "/a/");
    }

    @Test
    void severalAreOneJobWithChildrenAlsoWhenThereIsOne() {
        HttpResponse<String> answer = post("{\"addons\": [" + ONE + "]}");

        RecordedJobs.Accepted job = server.jobs.only();
        assertThat(job.kind()).isEqualTo(Kind.ADDONS);
        assertThat(job.bulk().addons()).hasSize(1);
        assertThat(json(answer).path("children").findValuesAsText("id")).containsExactly(job.id().child(0).value());
        assertThat(json(answer).path("children").findValuesAsText("href"))
                .containsExactly("/api/v1/jobs/" + job.id().child(0));
    }

    @Test
    void filesComeWithAMultipartForm() {
        HttpResponse<String> answer = server.multipart("/api/v1/addons",
                Part.text("request", "{\"addons\": [{\"upload\": \"x\"}, {\"upload\": \"y\", \"filename\": \"f\"}]}"),
                Part.text("secret", "nobody asks"), Part.file("x", "a.xpi", new byte[]{1, 2}),
                Part.file("y", "b.xpi", new byte[]{3}));

        RebuildAddons bulk = server.jobs.only().bulk();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(bulk.addons()).extracting(RebuildAddon::fileName).containsExactly("a", "f");
        assertThat(server.content(((AddonSource.Upload) bulk.addons().getFirst().source()).blob())).containsExactly(1, 2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{}|#/location|location must be given",
            "{\"location\": \"a.xpi\"}|#/location|http or https URL", "{\"location\": 3}|#/location|must be a text",
            "{\"location\": \"ftp://x/a\"}|#/location|http or https URL",
            "{\"upload\": \"x\"}|#/upload|the request has no file in a field 'x'",
            "{\"location\": \"http://x/a\", \"package_key\": 3}|#/package_key|mutually exclusive",
            "{\"location\": \"http://x/a\", \"version\": \"{x}\"}|#/version|version must be letters",
            "{\"location\": \"http://x/a\", \"options\": \"--keydir=x\"}|#/options|is not allowed",
            "{\"location\": \"http://x/a\", \"main\": {}}|#/main|must be a text",
            "{\"location\": \"http://x/a\", \"sdk_version\": \"9\"}|#/sdk_version|there is no SDK '9'",
            "{\"location\": \"http://x/a\", \"priority\": \"urgent\"}|#/priority|low or high",
            "{\"location\": \"http://x/a\", \"pingback\": \"/p\"}|#/pingback|http or https URL",
            "{\"addons\": []}|#/addons|at least one", "{\"addons\": {}}|#/addons|at least one",
            "{\"addons\": [3]}|#/addons/0|must be an object",
            "{\"addons\": [{\"location\": \"http://x/a\"}, {}]}|#/addons/1/location|must be given",
            "{\"addons\": [{\"location\": \"http://x/a\"}], \"location\": \"http://x/a\"}|#/addons|cannot be together"})
    void everyBrokenRuleIsNamed(String order, String pointer, String sentence) {
        HttpResponse<String> answer = post(order);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(answer).path("errors")).anySatisfy(error -> {
            assertThat(error.path("pointer").asText()).isEqualTo(pointer);
            assertThat(error.path("detail").asText()).contains(sentence);
        });
        assertThat(server.jobs.accepted).isEmpty();
        assertThat(server.files()).isEmpty();
    }

    @Test
    void allBrokenRulesAreNamedAtOnce() {
        JsonNode problem = json(post("{\"addons\": [{}, {\"location\": \"http://x/a\", \"version\": \"?\", "
                + "\"options\": \"-x\"}], \"priority\": 1}"));

        assertThat(problem.path("errors").findValuesAsText("pointer")).containsExactly("#/addons/0/location",
                "#/addons/1/version", "#/addons/1/options", "#/priority", "#/priority");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "null", "{\"location\": 1, \"location\": 2}", "{} {}"})
    void whatIsNoOrderIs400(String order) {
        HttpResponse<String> answer = post(order);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json(answer).path("detail").asText()).startsWith("the request is not understood: ");
    }

    @Test
    void depthAndNumberAreLimited() {
        assertThat(post("{\"x\": " + "[".repeat(10_000) + "]".repeat(10_000) + "}").statusCode()).isEqualTo(400);
        assertThat(post("{\"addons\": [" + (ONE + ",").repeat(1000) + ONE + "]}").statusCode()).isEqualTo(413);
        assertThat(post("{\"x\": \"" + "y".repeat(2 * 1024 * 1024) + "\"}").statusCode()).isEqualTo(413);
    }

    @Test
    void otherBodiesAreNotTaken() {
        assertThat(server.form("/api/v1/addons", "location", "http://x/a").statusCode()).isEqualTo(415);
        assertThat(server.send("POST", "/api/v1/addons", new byte[0]).statusCode()).isEqualTo(415);
        assertThat(server.send("POST", "/api/v1/addons", ONE.getBytes(StandardCharsets.UTF_8), "Content-Type",
                "multipart/form-data").statusCode()).isEqualTo(400);
        assertThat(server.multipart("/api/v1/addons", Part.file("request", "r.json", new byte[]{'{', '}'})).statusCode())
                .isEqualTo(400);
        assertThat(server.files()).isEmpty();
    }

    @Test
    void aPageOfAnotherSiteMayNotOrderWithoutAToken() {
        byte[] body = Part.body("xyz", Part.text("request", ONE));
        String type = "multipart/form-data; boundary=xyz";

        assertThat(server.send("POST", "/api/v1/addons", body, "Content-Type", type, "Origin", "https://evil.example")
                .statusCode()).isEqualTo(403);
        assertThat(server.send("POST", "/api/v1/addons", body, "Content-Type", type, "Origin", "null").statusCode())
                .isEqualTo(403);
        assertThat(server.jobs.accepted).isEmpty();
        assertThat(server.send("POST", "/api/v1/addons", body, "Content-Type", type, "Origin", server.url()).statusCode())
                .isEqualTo(202);
        assertThat(server.send("POST", "/api/v1/addons", body, "Content-Type", type, "Origin", "https://evil.example",
                "Authorization", "Bearer " + SECRET).statusCode()).isEqualTo(202);
    }

    @Test
    void aCallMayWait() {
        HttpResponse<String> waited = post(ONE, "Prefer", "wait=1");

        assertThat(waited.statusCode()).isEqualTo(202);
        assertThat(waited.headers().firstValue("Preference-Applied")).contains("wait=1");
    }

    @Test
    void aRepeatIsKnownByItsWordsAndItsFiles() {
        Part order = Part.text("request", "{\"upload\": \"x\"}");
        Part file = Part.file("x", "a.xpi", new byte[]{1});
        for (Part other : List.of(file, file, Part.file("x", "a.xpi", new byte[]{2}))) {
            server.multipart("/api/v1/addons", order, other);
        }

        List<String> fingerprints = server.jobs.accepted.stream().map(RecordedJobs.Accepted::fingerprint).toList();
        assertThat(fingerprints.get(1)).isEqualTo(fingerprints.get(0)).isNotEqualTo(fingerprints.get(2));
        JobId first = JobId.parse(json(post(ONE, "Idempotency-Key", "k")).path("id").asText()).orElseThrow();
        assertThat(json(post(ONE, "Idempotency-Key", "k")).path("id").asText()).isEqualTo(first.value());
        assertThat(post(ONE, "Idempotency-Key", "x".repeat(256)).statusCode()).isEqualTo(400);
    }

    @Test
    void aTokenWithTheScopeOrTheSecretLetsIn() throws Exception {
        Tokens.NewToken writer = Tokens.newToken("writer", Set.of(Scope.ADDONS_WRITE));
        Tokens.NewToken reader = Tokens.newToken("reader", Set.of(Scope.JOBS_READ));
        Path file = Files.writeString(directory.resolve("tokens"), writer.line() + "\n" + reader.line() + "\n");
        try (AddonsServer guarded = new AddonsServer(directory.resolve("other"), Optional.of(file))) {
            assertThat(post(guarded, ONE).statusCode()).isEqualTo(401);
            assertThat(post(guarded, ONE, "Authorization", "Bearer wrong").statusCode()).isEqualTo(401);
            assertThat(post(guarded, ONE, "Authorization", "Bearer " + reader.secret()).statusCode()).isEqualTo(403);
            assertThat(post(guarded, ONE, "Authorization", "Bearer " + writer.secret()).statusCode()).isEqualTo(202);
            String told = "{\"location\": \"https://amo.example/a.xpi\", \"pingback\": \"http://x/p\"}";
            assertThat(post(guarded, told, "Authorization", "Bearer older").statusCode()).isEqualTo(202);

            assertThat(guarded.jobs.accepted).extracting(RecordedJobs.Accepted::caller).containsExactly("writer",
                    "addon-builder");
            assertThat(guarded.jobs.accepted.getLast().one().pingback().secretName())
                    .isEqualTo(guarded.secrets.find("older").orElseThrow().name());
            assertThat(guarded.get("/api/v1/jobs/" + JobId.random() + "/artifacts/x", "Authorization", "Bearer " + SECRET)
                    .statusCode()).as("the secret opens nothing else").isEqualTo(401);
        }
    }
}
