package io.packhouse.deploy.kill;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.JsonNode;

import io.packhouse.contracts.Json;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A patient client of the package server: what is not answered, or with 503, is asked again. */
final class StoreClient {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2))
            .version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private final Set<String> unanswered = ConcurrentHashMap.newKeySet();

    StoreClient(URI base) {
        this.base = base;
    }

    /** Uploads a package; answers what the server says once it says it. */
    JsonNode upload(String id, byte[] file) throws InterruptedException {
        return Json.read(patiently(id, request("/package/upload").PUT(HttpRequest.BodyPublishers.ofByteArray(file))),
                JsonNode.class);
    }

    /** Removes all packages of that id. */
    JsonNode remove(String id) throws InterruptedException {
        return Json.read(
                patiently(id, request("/package/remove?id=" + id).POST(HttpRequest.BodyPublishers.noBody())),
                JsonNode.class);
    }

    /** Whether a request that changes {@code id} was left without an answer: it may take effect at any time. */
    boolean isUncertain(String id) {
        return unanswered.contains(id);
    }

    JsonNode list() throws InterruptedException {
        return Json.read(patiently("", request("/package/list")), JsonNode.class);
    }

    /** A package as a device gets it; empty when there is none. */
    Optional<byte[]> download(String id, String hardwareId) throws InterruptedException, IOException {
        HttpResponse<byte[]> answer = http.send(
                request("/package/download?id=" + id + "&hardware-id=" + URLEncoder.encode(hardwareId, UTF_8)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        return switch (answer.statusCode()) {
            case 200 -> Optional.of(answer.body());
            case 404 -> Optional.empty();
            default -> throw new IOException("download of " + id + ": " + answer.statusCode());
        };
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(30));
    }

    private byte[] patiently(String id, HttpRequest.Builder request) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String last = "nothing";
        while (System.nanoTime() - deadline < 0) {
            try {
                HttpResponse<byte[]> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
                if (answer.statusCode() == 200) {
                    return answer.body();
                }
                last = answer.statusCode() + " " + new String(answer.body(), UTF_8);
                if (answer.statusCode() != 503) {
                    throw new AssertionError(last);
                }
            } catch (IOException e) {
                last = e.toString();
            }
            unanswered.add(id);
            Thread.sleep(100);
        }
        throw new AssertionError("no answer within " + PATIENCE + ", last " + last);
    }
}
