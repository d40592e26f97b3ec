package io.packhouse.deploy.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.Json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** {@code ./packhouse environment} against a server that this test plays. */
class EnvironmentCommandTest {

    @TempDir
    Path directory;

    private final Map<String, byte[]> answers = new ConcurrentHashMap<>();
    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.createContext("/", exchange -> {
            byte[] answer = answers.get(exchange.getRequestURI().getPath());
            exchange.getRequestBody().readAllBytes();
            try (exchange) {
                exchange.sendResponseHeaders(answer == null ? 404 : 200, answer == null ? -1 : answer.length);
                if (answer != null) {
                    exchange.getResponseBody().write(answer);
                }
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void installsTheFilesOfItsSideAndWritesHowTheyAreStarted() throws Exception {
        byte[] archive = zip("deep/file.txt", "content");
        answers.put("/lib.jar", "library".getBytes(UTF_8));
        answers.put("/defaults.zip", archive);
        answers.put("/mod.jar", "mod".getBytes(UTF_8));
        environment(List.of(
                file("lib", "/nowhere.jar /lib.jar", "library".getBytes(UTF_8), "both", "library", "org.example", "lib",
                        "1.0"),
                file("defaults", "/defaults.zip", archive, "client", "extract", "./config"),
                file("mod", "/mod.jar", "mod".getBytes(UTF_8), "client", "move", "./mods"),
                file("other", "/missing.jar", new byte[0], "server", "move", "./mods")));

        assertThat(install("--game", "game.jar")).as(errors::toString).isZero();

        Path game = directory.resolve("game");
        assertThat(game.resolve("libraries/org/example/lib/1.0/lib-1.0.jar")).hasContent("library");
        assertThat(game.resolve("config/deep/file.txt")).hasContent("content");
        assertThat(game.resolve("mods/mod.jar")).hasContent("mod");
        assertThat(Files.readAllLines(game.resolve("launch-client.args"))).containsExactly("\"-Dquoted=a \\\"b\\\" \\\\c\"",
                "\"-cp\"", "\"" + game.resolve("libraries/org/example/lib/1.0/lib-1.0.jar") + ":"
                        + Path.of("game.jar").toAbsolutePath() + "\"",
                "\"org.example.Main\"", "\"--type\"", "\"loom\"");
        assertThat(game.resolve(".downloads")).doesNotExist();
        assertThat(output.toString()).contains("3 files fetched");
    }

    @Test
    void takesNothingWhoseHashIsWrong() throws Exception {
        answers.put("/lib.jar", "another".getBytes(UTF_8));
        environment(
                List.of(file("lib", "/lib.jar", "library".getBytes(UTF_8), "both", "library", "org.example", "lib", "1")));

        assertThat(install()).isOne();

        assertThat(errors.toString()).contains("lib is nowhere to be had").contains("its sha256 is");
        assertThat(directory.resolve("game/libraries")).doesNotExist();
        assertThat(directory.resolve("game/.downloads")).doesNotExist();
    }

    @Test
    void unpacksNothingOutsideOfTheDirectory() throws Exception {
        byte[] archive = zip("../outside.txt", "content");
        answers.put("/defaults.zip", archive);
        environment(List.of(file("defaults", "/defaults.zip", archive, "client", "extract", "./config")));

        assertThat(install()).isOne();

        assertThat(errors.toString()).contains("../outside.txt");
        assertThat(directory.resolve("game/outside.txt")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{outside}", "..", ".", "a/b", ""})
    void putsNoLibraryOutsideOfTheDirectory(String namespace) throws Exception {
        Path outside = directory.resolve("outside");
        // Each dot becomes a slash, so that this begins with one.
        String absolute = outside.toString().replace('/', '.');
        answers.put("/lib.jar", "library".getBytes(UTF_8));
        environment(List.of(file("lib", "/lib.jar", "library".getBytes(UTF_8), "both", "library",
                namespace.replace("{outside}", absolute), "lib", "1")));

        assertThat(install()).isOne();

        assertThat(errors.toString()).contains("a library cannot be called");
        assertThat(outside).doesNotExist();
    }

    @Test
    void asksForTheNewestVersionsThatGoTogether() {
        put("/v2/addons/org.example/pack/1.0",
                manifest("pack", "1.0", relation("net.minecraft", "minecraft", "(,)", "expected", "required"),
                        relation("org.example", "loader", "[1,3)", "expected", "required"),
                        relation("org.example", "api", "(,)", "required"),
                        relation("org.example", "shader", "(,)", "expected", "optional")));
        put("/v2/addons/org.example/loader", Map.of("versions", List.of("1.0", "2.0", "3.0")));
        put("/v2/addons/org.example/loader/2.0",
                manifest("loader", "2.0", relation("org.example", "api", "[1,2)", "required")));
        put("/v2/addons/org.example/loader/1.0", manifest("loader", "1.0"));
        put("/v2/addons/org.example/api", Map.of("versions", List.of("1.5", "2.0")));

        assertThat(run("environment", "request", address(), "org.example:pack:1.0", "--side", "client", "--with",
                "net.minecraft:minecraft:1.20.1")).as(errors::toString).isZero();

        JsonNode request = Json.read(output.toString().getBytes(UTF_8), JsonNode.class);
        assertThat(request.at("/client/requested").toString()).isEqualTo(
                "[{\"id\":\"minecraft\",\"namespace\":\"net.minecraft\",\"version\":\"1.20.1\"},"
                        + "{\"id\":\"loader\",\"namespace\":\"org.example\",\"version\":\"2.0\"}]");
        assertThat(request.at("/client/provided").toString())
                .isEqualTo("[{\"id\":\"api\",\"namespace\":\"org.example\",\"version\":\"1.5\"}]");
        assertThat(request.has("server")).isFalse();
    }

    @Test
    void saysWhichVersionItMisses() {
        put("/v2/addons/org.example/pack/1.0",
                manifest("pack", "1.0", relation("net.minecraft", "minecraft", "(,)", "expected", "required")));

        assertThat(run("environment", "request", address(), "org.example:pack:1.0")).isOne();

        assertThat(errors.toString()).contains("no version of net.minecraft:minecraft fits").contains("--with");
    }

    private int install(String... more) throws IOException {
        Path request = Files.writeString(directory.resolve("request.json"), "{}");
        String[] arguments = {"environment", "install", address(), request.toString(), "--into",
                directory.resolve("game").toString()};
        return run(Stream.concat(Arrays.stream(arguments), Arrays.stream(more))
                .toArray(String[]::new));
    }

    private int run(String... arguments) {
        return Packhouse.commandLine().setOut(new PrintWriter(output, true)).setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private void put(String path, Object document) {
        answers.put(path, Json.write(document));
    }

    private void environment(List<Object> files) {
        put("/v2/builder", Map.of("addonscript", Map.of("version", 2), "files", files, "launch_client",
                Map.of("side", "client", "main_class", "org.example.Main", "jvm_arguments", List.of("-Dquoted=a \"b\" \\c"),
                        "arguments", List.of(Map.of("mode", "replace", "key", "type", "value", "loom")))));
    }

    private Object file(String qualifier, String links, byte[] content, String side, String action, String... arguments)
            throws Exception {
        String base = address().replaceFirst("/$", "");
        return Map.of("qualifier", qualifier, "src",
                List.of(links.split(" ", -1)).stream().map(link -> base + link).toList(),
                "hashes", Map.of("sha1", digest("SHA-1", content), "sha256", digest("SHA-256", content)), "flags",
                Map.of(side, List.of("required")), "install",
                List.of(Map.of("action", action, "args", List.of(arguments))));
    }

    private static Map<String, Object> manifest(String id, String version, Object... relations) {
        return Map.of("addonscript", Map.of("version", 2), "id", id, "namespace", "org.example", "version", version, "flags",
                Map.of("both", List.of("required")), "relations", List.of(relations));
    }

    private static Object relation(String namespace, String id, String range, String... flags) {
        return Map.of("namespace", namespace, "id", id, "version", range, "flags", Map.of("both", List.of(flags)));
    }

    private static byte[] zip(String name, String content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String digest(String algorithm, byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    }
}
