package io.packhouse.gateway.installers;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.installers.BuildInstallers;
import io.packhouse.contracts.installers.BuildInstallers.KeyDelivery;
import io.packhouse.gateway.jobs.Ending;
import io.packhouse.gateway.jobs.NewJob;
import io.packhouse.platform.crypto.SealedBox;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code POST /api/v1/installers} over a real connection. */
class InstallersApiIT {

    private static final String GIVEN = "{\"vessels\": [{\"percentage\": 80, \"owner\": \"bob\"}], "
            + "\"users\": {\"bob\": {\"public_key\": \"3 33\"}}}";
    private static final String WANTING = "{\"vessels\": [{\"percentage\": 80, \"owner\": \"bob\", \"users\": [\"amy\"]}]}";

    @TempDir
    private Path directory;
    private InstallersServer server;

    @BeforeEach
    void start() {
        server = new InstallersServer(directory, Map.of("installers.wait-limit", "1s", "installers.limits.body", "64KiB"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> post(String body, String... headers) throws IOException, InterruptedException {
        String[] all = Stream
                .concat(Stream.of("Content-Type", "application/json"), Stream.of(headers))
                .toArray(String[]::new);
        return server.send("POST", "/api/v1/installers", body, all);
    }

    private static JsonNode json(HttpResponse<String> response) {
        return Json.read(response.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void isAcceptedAsAJob() throws IOException, InterruptedException {
        // when
        HttpResponse<String> response = post(GIVEN);

        // then
        String id = json(response).get("id").textValue();
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(header(response, "Location")).isEqualTo("/api/v1/jobs/" + id);
        assertThat(header(response, "Content-Type")).isEqualTo("application/json");
        assertThat(json(response).get("state").textValue()).isEqualTo("queued");
        NewJob job = server.jobs.submitted.getFirst();
        assertThat(job.caller()).isEqualTo("anonymous");
        assertThat(((BuildInstallers) job.body().apply(JobId.random())).publicKeys()).containsEntry("bob", "3 33");
    }

    @Test
    void aCallThatWaitsGetsTheEndedJob() throws IOException, InterruptedException {
        // when
        HttpResponse<String> response = post(GIVEN, "Prefer", "wait=5");

        // then: the wait is cut to what the server grants
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Preference-Applied")).isEqualTo("wait=1");
        assertThat(json(response).get("state").textValue()).isEqualTo("succeeded");
        assertThat(json(response).at("/result/public_keys/bob").textValue()).isEqualTo("3 33");
        assertThat(json(response).get("artifacts")).hasSize(4);
        assertThat(json(response).has("private_keys")).isFalse();
    }

    @Test
    void aCallThatWaitsInVainIsAccepted() throws IOException, InterruptedException {
        // given
        server.jobs.worker = _ -> Promise.<Ending>promise().future();

        // when
        HttpResponse<String> response = post(GIVEN, "Prefer", "wait=1");

        // then
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(header(response, "Location")).startsWith("/api/v1/jobs/");
        assertThat(server.jobs.outcome(server.jobs.only()).result()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait=0", "respond-async", "wait=abc"})
    void madeKeysNeedSomebodyToGoTo(String prefer) throws IOException, InterruptedException {
        // when
        HttpResponse<String> response = post(WANTING, "Prefer", prefer);

        // then
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(json(response).at("/errors/0/pointer").textValue()).isEqualTo("#/seal_to");
        assertThat(json(response).get("detail").textValue()).contains("bob, amy").contains("Prefer: wait=N");
        assertThat(server.jobs.submitted).isEmpty();
    }

    @Test
    void aCallThatWaitsGetsTheMadeKeys() throws IOException, InterruptedException {
        // when
        HttpResponse<String> response = post(WANTING, "Prefer", "respond-async, wait=1");

        // then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
        assertThat(json(response).get("private_keys"))
                .isEqualTo(Json.tree(Map.of("bob", "2753 53 61", "amy", "2753 53 61")));
        assertThat(json(response).get("result").toString()).doesNotContain("2753");
    }

    @Test
    void keysMayBeSealedToTheCallersOwnKey() throws IOException, InterruptedException {
        // given
        try (SealedBox.KeyPair mine = SealedBox.newKeyPair()) {
            String order = WANTING.replaceFirst("\\{",
                    "{\"seal_to\": \"" + Base64.getEncoder().encodeToString(mine.publicKey()) + "\", ");

            // when
            HttpResponse<String> accepted = post(order);
            HttpResponse<String> waited = post(order, "Prefer", "wait=1");

            // then
            assertThat(accepted.statusCode()).isEqualTo(202);
            BuildInstallers command = (BuildInstallers) server.jobs.submitted.getFirst().body().apply(JobId.random());
            assertThat(command.delivery()).isEqualTo(KeyDelivery.RESULT);
            assertThat(command.sealTo()).isEqualTo(mine.publicKey());
            String id = json(waited).get("id").textValue();
            byte[] sealed = Base64.getDecoder().decode(json(waited).at("/result/sealed_keys").textValue());
            assertThat(new String(SealedBox.open(mine, id.getBytes(StandardCharsets.UTF_8), sealed), StandardCharsets.UTF_8))
                    .contains("\"amy\":\"2753 53 61\"");
            assertThat(json(waited).has("private_keys")).isFalse();
        }
    }

    @Test
    void aJobWhoseKeysNobodyGetsIsCalledOff() throws IOException, InterruptedException {
        // given
        server.jobs.worker = _ -> Promise.<Ending>promise().future();

        // when
        HttpResponse<String> response = post(WANTING, "Prefer", "wait=1");

        // then
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(header(response, "Retry-After")).isNotEmpty();
        assertThat(server.jobs.outcome(server.jobs.only()).result()).get().isInstanceOf(Outcome.Cancelled.class);
    }

    @Test
    void aFailedJobIsAnAnswerToOneWhoWaited() throws IOException, InterruptedException {
        // given
        server.jobs.worker = _ -> Future.succeededFuture(MemoryJobs.failed(Failure.Code.INTERNAL, "no base"));

        for (String order : List.of(GIVEN, WANTING)) {
            // when
            HttpResponse<String> response = post(order, "Prefer", "wait=1");

            // then
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(json(response).get("state").textValue()).isEqualTo("failed");
            assertThat(json(response).at("/failure/message").textValue()).isEqualTo("no base");
        }
    }

    @Test
    void aRepeatWithOneKeyIsOneJobWhosePrivateKeysAreGone() throws IOException, InterruptedException {
        // when
        HttpResponse<String> first = post(WANTING, "Idempotency-Key", "a", "Prefer", "wait=1");
        HttpResponse<String> repeat = post(WANTING, "Idempotency-Key", "a", "Prefer", "wait=1");
        HttpResponse<String> given = post(GIVEN, "Idempotency-Key", "b");
        HttpResponse<String> again = post(GIVEN, "Idempotency-Key", "b");

        // then
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(repeat.statusCode()).isEqualTo(500);
        assertThat(json(repeat).get("type").textValue()).isEqualTo("urn:packhouse:problem:keys-lost");
        assertThat(json(again).get("id")).isEqualTo(json(given).get("id"));
        assertThat(server.jobs.submitted.getLast().fingerprint())
                .isEqualTo(Fingerprint.of(GIVEN.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void brokenRulesAreProblemDetailsWithPointers() throws IOException, InterruptedException {
        // when
        HttpResponse<String> response = post(
                "{\"vessels\": [{\"percentage\": 7}], \"users\": {\"x/y\": {\"public_key\": \"\"}}}");

        // then
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(json(response).get("errors")).extracting(error -> error.get("pointer").textValue()).containsExactly(
                "#/vessels/0/percentage", "#/vessels/0/owner", "#/users/x~1y", "#/users/x~1y/public_key");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"''|400", "{|400", "[]|400", "5|400", "null|400", "{} {}|400",
            "{'vessels': [], 'vessels': []}|400", "{'vessels': NaN}|400", "{'seal_to': 5}|422", "{'seal_to': 'AAAA'}|422",
            "{'seal_to': '!!'}|422", "{}|422"})
    void whatIsNotAnOrderIsRefused(String body, int status) throws IOException, InterruptedException {
        // given
        String valid = body.contains("seal_to") ? GIVEN.replaceFirst("\\{", body.replaceFirst("}$", ", ")) : body;

        // when
        HttpResponse<String> response = post(valid.replace('\'', '"'));

        // then
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(server.jobs.submitted).isEmpty();
    }

    @Test
    void hostileBodiesAreRefused() throws IOException, InterruptedException {
        assertThat(post("[".repeat(60_000)).statusCode()).isEqualTo(400);
        assertThat(post("{\"vessels\": [" + "[],".repeat(20_000) + "[]]}").statusCode()).isEqualTo(413);
        assertThat(post("{\"vessels\": " + "9".repeat(60_000) + "}").statusCode()).isEqualTo(400);
        assertThat(post("{\"a\": \"" + "x".repeat(70_000) + "\"}").statusCode()).isEqualTo(413);
        assertThat(post("{\"" + "x".repeat(60_000) + "\": 1}").statusCode()).isEqualTo(400);
        assertThat(post(GIVEN).statusCode()).isEqualTo(202);
    }

    @Test
    void otherContentTypesAreRefused() throws IOException, InterruptedException {
        assertThat(server.send("POST", "/api/v1/installers", GIVEN, "Content-Type", "text/plain").statusCode())
                .isEqualTo(415);
        assertThat(server.send("POST", "/api/v1/installers", GIVEN).statusCode()).isEqualTo(415);
        assertThat(server.send("POST", "/api/v1/installers", GIVEN, "Content-Type", "Application/JSON; charset=utf-8")
                .statusCode()).isEqualTo(202);
    }

    @Test
    void anIdempotencyKeyHasALimit() throws IOException, InterruptedException {
        assertThat(post(GIVEN, "Idempotency-Key", "k".repeat(256)).statusCode()).isEqualTo(400);
        assertThat(post(GIVEN, "Idempotency-Key", "k".repeat(255)).statusCode()).isEqualTo(202);
    }

    @Test
    void anUnreachableQueueIs503() throws IOException, InterruptedException {
        server.jobs.away = true;
        assertThat(post(GIVEN).statusCode()).isEqualTo(503);
        assertThat(post(WANTING, "Prefer", "wait=1").statusCode()).isEqualTo(503);
    }
}
