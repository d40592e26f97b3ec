package io.packhouse.deploy.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.deploy.BuiltPackhouse;
import io.packhouse.testkit.ChildProcess;
import io.packhouse.testkit.FreePorts;
import io.packhouse.testkit.Tool;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The package server as a process, as {@code docs/package-server.md} shows it; and in this process, started again and with
 * other options. The process is the one of the document's session for all tests.
 */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackageServerIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Path DOCUMENT = Path.of("").toAbsolutePath().getParent().resolve("docs/package-server.md");
    private static final String PORT = Integer.toString(FreePorts.next());

    @TempDir
    static Path directory;

    private ShellSession session;
    private ChildProcess server;
    private StoreHttp store;

    @BeforeAll
    void start() throws Exception {
        Tool.need("openssl");
        Tool.need("curl");
        session = ShellSession.of(directory, DOCUMENT);
        session.run("keys");
        session.run("folder");
        var words = session.example("server").strip().replace("8020", PORT).split(" ", -1);
        server = BuiltPackhouse.jvm().options("-Xmx512m").in(directory)
                .arguments(Arrays.copyOfRange(words, 1, words.length)).start();
        store = new StoreHttp("http://localhost:" + PORT);
        session.converse("packages", Map.of());
        server.awaitLine("HTTP server listening on: 127.0.0.1:" + PORT, SOON);
    }

    @AfterAll
    void aSignalEndsItInOrder() {
        try (var ending = server) {
            var lock = directory.resolve("store/.lock");
            assertThat(lock).exists();

            ending.terminate();

            assertThat(ending.awaitExit(SOON)).isEqualTo(143);
            assertThat(lock).doesNotExist();
        }
    }

    @Test
    void theDocumentsSessionPrintsWhatItSays() {
        session.converse("http", Map.of("8020", PORT));
        session.converse("folders", Map.of("8020", PORT));

        assertThat(server.lines()).containsSubsequence("Qt ApplicationManager Package Server",
                "> Data directory: " + directory.resolve("store"), "> Project: DEMO",
                "> Verify developer signature on upload: no", "> Add store signature on download: yes",
                "> Scanning .packages",
                " (none found)", "> HTTP server listening on: 127.0.0.1:" + PORT, "> Upload via HTTP:",
                " + adding   hello.world [all]", " ! updating hello.world [all]",
                " = skipping hello.world [all] (no changes)", "> Remove via HTTP:", " - removing hello.world [all]",
                "> Scanning upload", " + adding   hello.world [all]",
                "> Scanning remove", " - removing hello.world [all]");
        assertThat(server.output()).doesNotContain("s3cret", "\u001b");
    }

    /** The steps of the system UI that comes with the original (package server reference, 5). */
    @Test
    void theSampleClientFindsItsWay() throws Exception {
        var file = architectural();
        store.upload(file);

        assertThat(store.json("/hello?project-id=DEMO").get("status").textValue()).isEqualTo("ok");
        JsonNode found = null;
        for (var entry : store.json("/package/list?architecture=linux_x86_64")) {
            found = entry.get("id").textValue().equals("client.app") ? entry : found;
        }
        assertThat(found).isNotNull();
        assertThat(found.get("architecture").textValue()).isEqualTo("linux_x86_64");
        assertThat(found.get("names").get("en").textValue()).isEqualTo("Client + App");
        var icon = store.get("/" + found.get("iconUrl").textValue());
        assertThat(icon.headers().firstValue("Content-Type")).hasValue("image/png");
        assertThat(icon.body()).isEqualTo(Files.readAllBytes(directory.resolve("hello/icon.png")));
        var download = store.get("/package/download?id=" + found.get("id").textValue() + "&architecture="
                + found.get("architecture").textValue());
        assertThat(download.statusCode()).isEqualTo(200);
        assertThat(download.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        Files.write(directory.resolve("client.ampkg"), download.body());
        assertThat(Tool.run(directory, "./packhouse", "package", "store-verify", "client.ampkg", "ca.crt", "").ok())
                .isEqualTo("valid store signature\n");
    }

    /** A package with a program of a PC in it, of which only the first bytes count. */
    private Path architectural() throws Exception {
        var source = Files.createDirectory(directory.resolve("client"));
        Files.copy(directory.resolve("hello/icon.png"), source.resolve("icon.png"));
        Files.writeString(source.resolve("info.yaml"), """
                formatType: am-package
                formatVersion: 1
                ---
                id: client.app
                icon: icon.png
                name: { en: 'Client + App' }
                applications: [ { id: client.app, code: app, runtime: native } ]
                """);
        var elf = new byte[64];
        System.arraycopy(new byte[]{0x7f, 'E', 'L', 'F', 2, 1, 1, 0}, 0, elf, 0, 8);
        elf[18] = 0x3e;
        Files.write(source.resolve("app"), elf);
        Tool.run(directory, "./packhouse", "package", "create", "client-app.ampkg", "client").ok();
        return directory.resolve("client-app.ampkg");
    }

    @Test
    void aSecondServerIsToldWhoHasTheDirectory() throws Exception {
        try (var second = InProcessServer.ended("--dd", directory.resolve("store").toString(), "--la=localhost")) {
            assertThat(second.exitCode()).isEqualTo(2);
            assertThat(second.err()).isEqualTo("ERROR: could not lock the data directory " + directory.resolve("store")
                    + " - there is an existing .lock file (belonging to pid " + server.pid() + ")\n");
        }
        assertThat(store.json("/hello?project-id=DEMO").get("status").textValue()).as("the first one goes on")
                .isEqualTo("ok");
    }

    @Test
    void aTakenPortIsToldBeforeAnythingIsStarted() throws Exception {
        var data = directory.resolve("taken");
        try (var second = InProcessServer.ended("--dd", data.toString(), "--la=localhost:" + PORT)) {
            assertThat(second.exitCode()).isEqualTo(2);
            assertThat(second.err()).startsWith("ERROR: could not listen on 127.0.0.1:" + PORT);
        }
        assertThat(data.resolve(".packhouse")).doesNotExist();
        assertThat(data.resolve(".lock")).doesNotExist();
    }

    @Test
    void whatWasAcceptedIsThereAfterARestartWithOtherOptions() throws Exception {
        var data = directory.resolve("again").toString();
        var signed = directory.resolve("hello-signed.ampkg");
        var ca = directory.resolve("ca.crt").toString();
        String list;
        try (var first = InProcessServer.start("--dd", data, "--la", "any", "--dc", ca, "--pi=AGAIN", "--cc")) {
            var here = new StoreHttp(first.address().replace("0.0.0.0", "127.0.0.1"));
            assertThat(here.upload(directory.resolve("hello.ampkg")).toString())
                    .isEqualTo("{\"message\":\"no developer signature\",\"status\":\"fail\"}");
            assertThat(here.upload(signed).get("result").textValue()).isEqualTo("added");
            list = here.json("/package/list").toString();
            assertThat(here.get("/api/v1/jobs").statusCode()).as("others can reach it").isEqualTo(403);
            assertThat(here.get("/repackage/").statusCode()).as("nobody would do its jobs").isEqualTo(404);
            assertThat(first.out()).contains("> Verify developer signature on upload: yes",
                    "> HTTP server listening on: 0.0.0.0:");
        }
        assertThat(Path.of(data, "amps-config.yaml")).hasContent("""
                %YAML 1.1
                ---
                formatType: 'amps-configuration'
                formatVersion: 1
                ---
                developerVerificationCaCertificates:
                - 'CA'
                listenAddress: 'any'
                projectId: 'AGAIN'
                """.replace("'CA'", "'" + ca + "'"));
        assertThat(Path.of(data, ".lock")).doesNotExist();

        try (var second = InProcessServer.start("--dd", data, "--la=localhost")) {
            var here = new StoreHttp(second.address());
            assertThat(here.json("/hello?project-id=AGAIN").get("status").textValue()).isEqualTo("ok");
            assertThat(here.json("/package/list")).hasToString(list);
            assertThat(here.get("/package/download?id=hello.world").body()).isEqualTo(Files.readAllBytes(signed));
            assertThat(here.get("/api/v1/jobs").statusCode()).as("this machine alone").isEqualTo(200);
            assertThat(second.out()).contains("> Scanning .packages");
        }
    }

    @Test
    void samplesOfTheOriginalToolsAreAnsweredAsByTheOriginal() throws Exception {
        var samples = OriginalSamples.need();
        var authority = directory.resolve("ca.crt");
        samples.visit(store, OriginalSamples.signed(store, authority, directory.resolve("sample.ampkg")));

        var data = directory.resolve("samples").toString();
        try (var verifying = InProcessServer.start("--dd", data, "--la=localhost", "--dc",
                samples.certificate("ca.crt").toString(), "--dc", samples.certificate("devca.crt").toString())) {
            samples.visitVerifying(new StoreHttp(verifying.address()));
        }
        try (var plain = InProcessServer.start("--dd", data, "--la=localhost")) {
            var here = new StoreHttp(plain.address());
            samples.visit(here, OriginalSamples.identical(here));
        }
    }
}
