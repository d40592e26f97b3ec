package io.packhouse.deploy.cli.environments;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import io.packhouse.addonscript.documents.AddonDescriptor;
import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.addonscript.documents.BuilderResponse;
import io.packhouse.addonscript.documents.Manifest;
import io.packhouse.addonscript.documents.ResponseReader;
import io.packhouse.addonscript.documents.StrictJson;
import io.packhouse.contracts.Failure;

/**
 * An AddonScript server, as its clients see it. Failures of the server are {@link io.packhouse.contracts.FailureException}s
 * with its status and its own words.
 */
final class AddonscriptServer {

    /** Builders may download and compile; clients are told to wait ten minutes at best (AddonScript, "builder"). */
    private static final Duration BUILD_TIMEOUT = Duration.ofMinutes(10);
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final int WORDS_LIMIT = 2_000;

    private final String base;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20))
            .followRedirects(HttpClient.Redirect.NORMAL).build();

    /**
     * @param base
     *            with or without a slash at its end
     */
    AddonscriptServer(URI base) {
        this.base = base.toString().replaceFirst("/+$", "");
    }

    /** Asks for an environment; returns when it is built. */
    BuilderResponse build(byte[] request) throws IOException, InterruptedException {
        return ResponseReader.read(get(HttpRequest.newBuilder(URI.create(base + "/v2/builder")).timeout(BUILD_TIMEOUT)
                .header("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(request)).build(),
                ResponseReader.SIZE_LIMIT).orElseThrow(
                        () -> failed("knows nothing of this add-on, or has no data for one of the versions")));
    }

    /** The API object of an add-on; empty when the server has none. */
    Optional<JsonNode> addon(AddonId addon) throws IOException, InterruptedException {
        return get(path("/v2/addons/", addon.namespace(), addon.id()), Manifest.SIZE_LIMIT)
                .map(body -> StrictJson.read(body, Manifest.SIZE_LIMIT));
    }

    /** The manifest of a version; empty when the server has none. */
    Optional<byte[]> manifest(AddonDescriptor addon) throws IOException, InterruptedException {
        return get(path("/v2/addons/", addon.addon().namespace(), addon.addon().id(), addon.version().toString()),
                Manifest.SIZE_LIMIT);
    }

    /** The bytes at an absolute address; the caller closes them. */
    InputStream open(URI address) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = client.send(HttpRequest.newBuilder(address).timeout(TIMEOUT).build(),
                BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            answer.body().close();
            throw new IOException(address.getHost() + " answered with status " + answer.statusCode());
        }
        return answer.body();
    }

    private HttpRequest path(String start, String... segments) {
        StringBuilder path = new StringBuilder(base).append(start);
        for (int i = 0; i < segments.length; i++) {
            path.append(i == 0 ? "" : "/")
                    .append(URLEncoder.encode(segments[i], StandardCharsets.UTF_8).replace("+", "%20"));
        }
        return HttpRequest.newBuilder(URI.create(path.toString())).timeout(TIMEOUT).build();
    }

    private Optional<byte[]> get(HttpRequest request, int limit) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
        try (InputStream in = answer.body()) {
            byte[] body = in.readNBytes(limit + 1);
            if (body.length > limit) {
                throw failed("answers with more than " + limit + " bytes");
            }
            return switch (answer.statusCode()) {
                case 200 -> Optional.of(body);
                case 404 -> Optional.empty();
                default -> throw failed("answers with status " + answer.statusCode() + ": "
                        + new String(body, 0, Math.min(body.length, WORDS_LIMIT), StandardCharsets.UTF_8));
            };
        }
    }

    private RuntimeException failed(String what) {
        return new Failure(Failure.Code.UNAVAILABLE, base + " " + what).exception();
    }
}
