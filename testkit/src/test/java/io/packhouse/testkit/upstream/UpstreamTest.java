package io.packhouse.testkit.upstream;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class UpstreamTest {

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void plays_several_servers_behind_mirrors() throws Exception {
        try (FabricUpstream fabric = FabricUpstream.start()) {
            assertThat(fabric.server().mirrors()).containsKeys("https://meta.fabricmc.net/", "https://maven.fabricmc.net/",
                    "https://piston-meta.mojang.com/");
            for (String library : FabricUpstream.clientLibraries()) {
                HttpResponse<byte[]> jar = get(fabric.server(), FabricUpstream.url(library), "");

                assertThat(new String(get(fabric.server(), FabricUpstream.url(library) + ".sha1", "").body(),
                        StandardCharsets.UTF_8)).isEqualTo(Upstream.sha1(jar.body()));
            }
            assertThat(fabric.server().requests()).hasSize(FabricUpstream.clientLibraries().size() * 2);
        }
    }

    @Test
    void says_not_modified_and_what_it_is_told_to_say() throws Exception {
        try (Upstream upstream = Upstream.start()) {
            upstream.put("https://example.org/a", "1");
            HttpResponse<byte[]> first = get(upstream, "https://example.org/a", "");

            assertThat(get(upstream, "https://example.org/a", first.headers().firstValue("ETag").orElseThrow()).statusCode())
                    .isEqualTo(304);
            upstream.refuse("https://example.org/a", 503);
            assertThat(get(upstream, "https://example.org/a", "").statusCode()).isEqualTo(503);
            upstream.accept("https://example.org/a");
            assertThat(get(upstream, "https://example.org/a", "").statusCode()).isEqualTo(200);
            assertThat(get(upstream, "https://example.org/b", "").statusCode()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_installer_is_the_same_every_time(Family family) throws Exception {
        try (ForgeUpstream one = ForgeUpstream.start(family); ForgeUpstream two = ForgeUpstream.start(family)) {
            String url = one.url(family.coordinate("installer"));

            assertThat(get(one.server(), url, "").body()).isNotEmpty().isEqualTo(get(two.server(), url, "").body());
            assertThat(ForgeUpstream.patched("client")).isNotEqualTo(ForgeUpstream.patched("server"));
        }
    }

    private HttpResponse<byte[]> get(Upstream upstream, String url, String tag) throws IOException, InterruptedException {
        URI local = URI.create(upstream.address() + url.substring("https:/".length()));
        var request = HttpRequest.newBuilder(local);
        if (!tag.isEmpty()) {
            request.header("If-None-Match", tag);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
