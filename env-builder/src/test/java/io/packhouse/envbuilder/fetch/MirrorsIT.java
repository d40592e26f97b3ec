package io.packhouse.envbuilder.fetch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.packhouse.contracts.Failure.Code;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.values.Value;
import io.packhouse.platform.config.Config;
import io.packhouse.platform.config.ConfigException;
import io.packhouse.platform.outbound.Sites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** An operator's mirror stands for the servers that the shipped recipes name. */
@Timeout(240)
class MirrorsIT {

    private static final byte[] JAR = FetchHouse.bytes(5000, 1);

    @TempDir
    private Path root;
    private final Vertx vertx = Vertx.vertx();
    private FetchHouse house;

    @BeforeEach
    void open() {
        int port = vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .requestHandler(request -> {
                    switch (request.path()) {
                        case "/fabric/net/fabricmc/x/1/x-1.jar" -> request.response().setStatusCode(302)
                                .putHeader("Location", "/store/x").end();
                        case "/store/x" -> request.response().end(Buffer.buffer(JAR));
                        case "/fabric/net/fabricmc/x/1/x-1.jar.sha1" -> request.response().end(Sums.sha1(JAR));
                        case "/fabric/away" ->
                            request.response().setStatusCode(302).putHeader("Location", "http://127.0.0.1:1/").end();
                        case "/fabric/back" -> request.response().setStatusCode(302)
                                .putHeader("Location", "https://maven.fabricmc.net/net/fabricmc/x/1/x-1.jar").end();
                        default -> request.response().setStatusCode(404).end();
                    }
                }).listen().await().actualPort();
        house = new FetchHouse(root, "environments.allowed-hosts", "maven.fabricmc.net", "environments.mirrors",
                "{f: {from: 'https://maven.fabricmc.net/', to: 'http://127.0.0.1:" + port + "/fabric/'}}");
    }

    @AfterEach
    void close() {
        house.close();
        vertx.close().await();
    }

    @Test
    void givesTheFileUnderItsOriginalAddress() throws Exception {
        StepResult got = house.run("maven.file",
                TestCall.with("{'coordinate': 'net.fabricmc:x:1', 'repository': 'https://maven.fabricmc.net'}"));

        assertThat(house.content(got)).isEqualTo(JAR);
        assertThat(((Value.Blob) got.value()).links())
                .containsExactly("https://maven.fabricmc.net/net/fabricmc/x/1/x-1.jar");
    }

    @Test
    void standsForWhatARedirectNames() throws Exception {
        StepResult got = house.run("http.file", TestCall.with("{'url': 'https://maven.fabricmc.net/back'}"));

        assertThat(house.content(got)).isEqualTo(JAR);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://maven.fabricmc.net/away            | its host is not among environments.allowed-hosts
            https://maven.fabricmc.net/../secret       | a part of its path is . or ..
            https://maven.fabricmc.net/a%2F..%2Fsecret | a part of its path is . or ..
            https://maven.fabricmc.net/missing         | status 404
            http://maven.fabricmc.net/x                | its host is not among environments.allowed-hosts
            https://repo1.maven.org/x                  | its host is not among environments.allowed-hosts
            """)
    void leadsNowhereElse(String url, String why) {
        house.assertFails("http.file", TestCall.with("{'url': '%s'}".formatted(url)), Code.UPSTREAM)
                .hasMessageContaining(why);
    }

    @Test
    void isNamedByWhatItStandsFor() {
        for (String path : List.of("missing", "away", "..")) {
            house.assertFails("http.file", TestCall.with("{'url': 'https://maven.fabricmc.net/%s'}".formatted(path)),
                    Code.UPSTREAM).hasMessageContaining("maven.fabricmc.net").hasMessageNotContaining("127.0.0.1");
        }
        house.assertFails("http.json", TestCall.with("{'url': 'https://maven.fabricmc.net/x', 'not_found': [404]}"),
                Code.NOT_FOUND).hasMessageContaining("the mirror of maven.fabricmc.net knows nothing of it");
    }

    @Test
    void stopsTheStartWhenItIsWrittenWrongly() {
        for (List<String> wrong : List.of(List.of("allowed-hosts", "a.example/path"),
                List.of("mirrors", "{x: {from: 'a', to: 'b'}}"),
                List.of("mirrors", "{x: {from: 'https://a.example/x', to: 'http://b.example/'}}"),
                List.of("fetch.tries", "0"))) {
            assertThatThrownBy(() -> settings(Map.of("environments." + wrong.getFirst(), wrong.getLast())))
                    .as(wrong.toString()).isInstanceOf(ConfigException.class).hasMessageContaining(wrong.getFirst());
        }
    }

    @Test
    void needsNoConfigurationForTheShippedRecipes() {
        FetchSettings defaults = settings(Map.of());

        assertThat(defaults.allowedHosts()).contains("meta.fabricmc.net", "maven.fabricmc.net", "piston-meta.mojang.com",
                "piston-data.mojang.com", "maven.minecraftforge.net", "maven.neoforged.net", "libraries.minecraft.net")
                .noneMatch(host -> host.contains("*") || host.contains(":"));
        assertThat(defaults.mirrors()).isEmpty();
        assertThat(settings(Map.of("environments.mirrors", "{x: {from: 'https://A.example', to: 'http://b.example:80/'}}"))
                .mirrors().values()).containsExactly(new Sites.Mirror("https://a.example/", "http://b.example/"));
    }

    @Test
    void countsInTheOrderOfTheNames() {
        FetchSettings settings = settings(Map.of("environments.mirrors", "{d: {from: 'https://a.example', to: 'http://d'}, "
                + "b: {from: 'https://a.example', to: 'http://b'}, a: {from: 'https://a.example', to: 'http://a'}, "
                + "c: {from: 'https://a.example', to: 'http://c'}}"));

        assertThat(settings.mirrors().values()).as("in every process").extracting(Sites.Mirror::to)
                .containsExactly("http://a/", "http://b/", "http://c/", "http://d/");
    }

    private static FetchSettings settings(Map<String, String> flags) {
        return Config.load(List.of("config/platform.yaml", "config/environments.yaml"), Optional.empty(), Map.of(), flags)
                .section(FetchSettings.SECTION, FetchSettings.class);
    }
}
