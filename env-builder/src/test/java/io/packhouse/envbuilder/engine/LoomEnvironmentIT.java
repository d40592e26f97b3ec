package io.packhouse.envbuilder.engine;

import java.net.InetAddress;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.environments.EnvironmentBuilt;
import io.packhouse.envbuilder.steps.StepKinds;
import io.packhouse.envbuilder.steps.Workshop;
import io.packhouse.platform.config.Config;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.platform.outbound.Outbound;
import io.packhouse.platform.outbound.OutboundSettings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** The example recipe of the reference with the real kinds of steps, against a server of this machine. */
class LoomEnvironmentIT {

    private static final List<String> CONFIGS = List.of("config/platform.yaml", "config/environments.yaml");
    private static final String META = """
            {'launcherMeta':{'mainClass':{'client':'org.example.loom.launch.ClientMain','server':'org.example.loom.launch.ServerMain'},
             'libraries':{'common':[{'name':'org.example:loom-loader:0.15.11','url':'https://maven.example.org/'},
                                    {'name':'org.example:Inter_Mediary:1.20.1','url':'https://maven.example.org/'}],
                          'client':[{'name':'org.example:gui:2','url':'https://maven.example.org/'}],
                          'server':[{'name':'org.example:console:3','url':'https://maven.example.org/'}]}}}""";

    @TempDir
    private Path directory;
    private final Vertx vertx = Vertx.vertx();
    private final Map<String, byte[]> served = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
    private Outbound outbound;
    private Workbench bench;
    private String recipe;

    @BeforeEach
    void begin() throws Exception {
        int port = vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .requestHandler(this::answer).listen().await().actualPort();
        Map<String, String> flags = new HashMap<>();
        flags.put("environments.allowed-hosts", "meta.example.org, maven.example.org");
        flags.put("environments.fetch.tries", "1");
        flags.put("environments.sandbox", "off");
        flags.put("outbound.allow-loopback", "true");
        flags.put("environments.mirrors", """
                {meta: {from: "https://meta.example.org/", to: "http://127.0.0.1:%1$d/meta/"},
                 maven: {from: "https://maven.example.org/", to: "http://127.0.0.1:%1$d/maven/"}}""".formatted(port));
        Config config = Config.load(CONFIGS, Optional.empty(), Map.of(), flags);
        outbound = new Outbound(vertx, config.section("outbound", OutboundSettings.class),
                host -> List.of(InetAddress.getAllByName(host)), new SimpleMeterRegistry());
        FileObjectStore objects = new FileObjectStore(directory.resolve("store"));
        bench = new Workbench(objects, StepKinds.load(new Workshop(objects, outbound, Workbench.limits(1000), config,
                directory.resolve("scratch"), new SimpleMeterRegistry())));
        bench.data("data/server-defaults/server.properties", "motd=loom");
        try (var in = LoomEnvironmentIT.class.getResourceAsStream("loom.json")) {
            recipe = new String(requireNonNull(in).readAllBytes(), UTF_8);
        }
        served.put("/meta/v2/versions/loader/1.20.1/0.15.11", META.replace('\'', '"').getBytes(UTF_8));
        jar("org/example/loom-loader/0.15.11/loom-loader-0.15.11.jar");
        jar("org/example/Inter_Mediary/1.20.1/Inter_Mediary-1.20.1.jar");
        jar("org/example/gui/2/gui-2.jar");
        jar("org/example/console/3/console-3.jar");
        jar("org/example/gfx/shader-bridge/2.1/shader-bridge-2.1.jar");
    }

    @AfterEach
    void end() {
        outbound.close();
        vertx.close().await();
    }

    @Test
    void the_example_of_the_reference_is_built() throws Exception {
        Workbench.Built built = bench.build(recipe, "client: game=1.20.1 loader=0.15.11",
                "server: game=1.20.1 loader=0.15.11");

        assertThat(built.json().path("files").valueStream().map(LoomEnvironmentIT::shortly).toList()).containsExactly(
                "loom-loader-# https://maven.example.org/org/example/loom-loader/0.15.11/loom-loader-0.15.11.jar {both:[required]} library",
                "inter-mediary-# https://maven.example.org/org/example/Inter_Mediary/1.20.1/Inter_Mediary-1.20.1.jar {both:[required]} library",
                "gui-# https://maven.example.org/org/example/gui/2/gui-2.jar {client:[required]} library",
                "console-# https://maven.example.org/org/example/console/3/console-3.jar {server:[required]} library",
                "server-defaults - {server:[required]} extract");
        for (JsonNode file : built.json().path("files")) {
            String sha256 = file.path("hashes").path("sha256").asText();
            byte[] bytes = bench.objects.open(sha256, 0, bench.objects.find(sha256).orElseThrow().size()).readAllBytes();
            assertThat(digest("SHA-1", bytes)).isEqualTo(file.path("hashes").path("sha1").asText());
            assertThat(digest("SHA-512", bytes)).isEqualTo(file.path("hashes").path("sha512").asText());
            assertThat(file.path("src").valueStream().map(JsonNode::asText))
                    .contains(EnvironmentBuilt.OWN_FILE + file.path("hashes").path("sha1").asText());
        }
        assertThat(built.json().path("launch_server").toString()).isEqualTo(
                "{\"side\":\"server\",\"main_class\":\"org.example.loom.launch.ServerMain\",\"java_version\":17}");
        // The document, and four jars with the digest beside each: each once, though both sides need the common ones.
        assertThat(asked).hasSize(9).doesNotHaveDuplicates();
        assertThat(built.result().freshUntil()).isEqualTo(bench.now.plusSeconds(3600));
    }

    @Test
    void one_more_input_fetches_what_it_needs_and_nothing_else() throws Exception {
        Workbench.Built without = bench.build(recipe, "client: game=1.20.1 loader=0.15.11");
        asked.clear();

        Workbench.Built with = bench.build(recipe, "client: game=1.20.1 loader=0.15.11 shader=2.1");

        assertThat(asked).containsExactlyInAnyOrder("/maven/org/example/gfx/shader-bridge/2.1/shader-bridge-2.1.jar.sha1",
                "/maven/org/example/gfx/shader-bridge/2.1/shader-bridge-2.1.jar");
        assertThat(with.steps()).filteredOn(line -> line.endsWith("done")).containsExactly("step shaderjar maven.file done");
        assertThat(with.json().path("files")).hasSize(without.json().path("files").size() + 1);
    }

    @Test
    void a_version_that_nobody_knows_is_not_found() {
        Failure failure = failure(() -> bench.build(recipe, "client: game=1.20.1 loader=0.99"));

        assertThat(failure.code()).isEqualTo(Failure.Code.NOT_FOUND);
        assertThat(bench.objects.list("published/")).isEmpty();
        assertThat(bench.objects.list("volatile/")).isEmpty();
    }

    @Test
    void a_jar_that_is_not_what_it_should_be_publishes_nothing() throws Exception {
        served.put("/maven/org/example/gui/2/gui-2.jar", "something else".getBytes(UTF_8));

        Failure failure = failure(() -> bench.build(recipe, "client: game=1.20.1 loader=0.15.11"));

        assertThat(failure.code()).isEqualTo(Failure.Code.UPSTREAM);
        assertThat(failure.message()).startsWith("step jars[2]: gui-2.jar");
        assertThat(bench.objects.list("published/")).isEmpty();
        jar("org/example/gui/2/gui-2.jar");
        asked.clear();
        assertThat(bench.build(recipe, "client: game=1.20.1 loader=0.15.11").json().path("files")).hasSize(3);
        assertThat(asked).allMatch(path -> path.contains("/org/example/"))
                .anyMatch(path -> path.endsWith("gui-2.jar"));
    }

    private void answer(HttpServerRequest request) {
        asked.add(request.path());
        byte[] bytes = served.get(request.path());
        if (bytes == null) {
            request.response().setStatusCode(404).end("no");
        } else {
            request.response().end(Buffer.buffer(bytes));
        }
    }

    private void jar(String path) throws Exception {
        byte[] bytes = ("jar " + path).getBytes(UTF_8);
        served.put("/maven/" + path, bytes);
        served.put("/maven/" + path + ".sha1", digest("SHA-1", bytes).getBytes(UTF_8));
    }

    private static String digest(String algorithm, byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    }

    private static String shortly(JsonNode file) {
        String sha1 = file.path("hashes").path("sha1").asText();
        return file.path("qualifier").asText().replace(sha1.substring(0, 10), "#") + " "
                + file.path("src").valueStream().map(JsonNode::asText).filter(link -> link.startsWith("http")).findFirst()
                        .orElse("-")
                + " " + file.path("flags").toString().replace("\"", "") + " " + file.path("install").valueStream()
                        .map(step -> step.path("action").asText()).collect(Collectors.joining(" "));
    }

    private static Failure failure(ThrowingCallable build) {
        return catchThrowableOfType(FailureException.class, build).failure();
    }
}
