package io.packhouse.deploy.kill;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import io.packhouse.contracts.Json;
import io.packhouse.platform.crypto.SealedBox;

/** A patient client of the jobs API: what fails with 503, or because nobody answers, is asked again. */
final class JobsClient {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2))
            .version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;

    JobsClient(URI base) {
        this.base = base;
    }

    /** Asks for a build with one vessel of a given key; answers the job's id once it was acknowledged. */
    String build(String idempotencyKey, String publicKey) throws InterruptedException {
        return submit("installers", idempotencyKey,
                Map.of("vessels", List.of(Map.of("percentage", 80, "owner", "owner")), "users",
                        Map.of("owner", Map.of("public_key", publicKey))));
    }

    /** Asks for a build whose owner brings no key, sealed to a key of this client's own. */
    String buildWithMadeKey(String idempotencyKey) throws InterruptedException {
        return submit("installers", idempotencyKey,
                Map.of("vessels", List.of(Map.of("percentage", 80, "owner", "owner")), "seal_to",
                        SealedBox.newKeyPair().publicKey()));
    }

    /** Asks for a rebuild of the add-on at {@code location}, and to be told of its end. */
    String rebuild(String idempotencyKey, URI location, String version, URI pingback) throws InterruptedException {
        return submit("addons", idempotencyKey, Map.of("location", location.toString(), "version", version, "pingback",
                pingback.toString()));
    }

    private String submit(String what, String idempotencyKey, Map<String, Object> request) throws InterruptedException {
        byte[] body = Json.write(request);
        HttpRequest post = HttpRequest.newBuilder(base.resolve("/api/v1/" + what)).timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json").header("Idempotency-Key", idempotencyKey)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
        return patiently(post, 202).get("id").asText();
    }

    /** What is known of a job. */
    JsonNode job(String id) throws InterruptedException {
        return patiently(HttpRequest.newBuilder(base.resolve("/api/v1/jobs/" + id)).timeout(Duration.ofSeconds(20)).build(),
                200);
    }

    /** The ids of all jobs that are listed, page by page. */
    List<String> list() throws InterruptedException {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        while (true) {
            JsonNode page = patiently(HttpRequest.newBuilder(base.resolve("/api/v1/jobs?limit=100" + cursor)).build(), 200);
            page.get("jobs").forEach(job -> ids.add(job.get("id").asText()));
            if (!page.hasNonNull("next")) {
                return ids;
            }
            cursor = "&cursor=" + page.get("next").asText();
        }
    }

    /** The bytes of an artifact. */
    byte[] artifact(String id, String name) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(
                HttpRequest.newBuilder(base.resolve("/api/v1/jobs/" + id + "/artifacts/" + name)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException("artifact " + name + " of " + id + ": " + answer.statusCode());
        }
        return answer.body();
    }

    private JsonNode patiently(HttpRequest request, int wanted) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String last = "nothing";
        while (System.nanoTime() - deadline < 0) {
            try {
                HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
                if (answer.statusCode() == wanted) {
                    return Json.read(answer.body(), JsonNode.class);
                }
                last = answer.statusCode() + " " + new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8);
                if (answer.statusCode() != 503) {
                    throw new AssertionError(request.uri() + ": " + last);
                }
            } catch (IOException e) {
                last = e.toString();
            }
            Thread.sleep(100);
        }
        throw new AssertionError(request.uri() + ": no " + wanted + " within " + PATIENCE + ", last " + last);
    }
}
