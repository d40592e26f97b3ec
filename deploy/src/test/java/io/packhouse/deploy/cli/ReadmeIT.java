package io.packhouse.deploy.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.deploy.BuiltPackhouse;
import io.packhouse.testkit.ChildJvm;
import io.packhouse.testkit.ChildProcess;
import io.packhouse.testkit.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;

/** The README tells the truth: its examples run as printed, its links lead somewhere, its map shows every room. */
@Timeout(300)
class ReadmeIT {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @TempDir
    Path directory;

    @Test
    void itsExamplesDoWhatItSays() throws Exception {
        try (var house = RunningHouse.up(directory.resolve("data"))) {
            assertThat(example("up")).isEqualTo("./packhouse up\n");
            assertThat(run(house, example("build"))).contains("mira, private: ").contains("Percent 50\nOwner 65537 ")
                    .contains("Percent 30\nOwner 65537 ").contains("Percent 20\nOwner ")
                    .contains("vessel 3: 20 %, ports 63180 to 63199");
            assertThat(run(house, example("json"))).contains("\"state\":\"succeeded\"").contains("\"jobs\":[");
        }
    }

    @Test
    void itsSecondExampleIsToldOfItsRebuild() throws Exception {
        var secret = Pattern.compile("echo (\\S+) > secrets\n./packhouse up (.*) secrets\n").matcher(example("secret"));
        assertThat(secret.matches()).isTrue();
        var secrets = Files.writeString(directory.resolve("secrets"), secret.group(1) + "\n").toString();
        var sitePort = Integer.toString(FreePorts.next());
        var listenPort = Integer.toString(FreePorts.next());
        try (var house = RunningHouse.up(directory.resolve("data"), secret.group(2), secrets);
                var site = shell(example("site").replace("8000", sitePort));
                var listener = ChildJvm.of(Packhouse.class)
                        .arguments(example("listen").strip().replace("./packhouse ", "").replace("8001", listenPort)
                                .replace("secret-file secrets", "secret-file " + secrets).split(" "))
                        .start()) {
            listener.awaitLine(listenPort, Duration.ofMinutes(1));
            Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> {
                try (var connection = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(sitePort))) {
                    return connection.isConnected();
                }
            });

            assertThat(run(house, example("rebuild").replace("8000", sitePort).replace("8001", listenPort)))
                    .contains("\"status\":\"success\",\"addons\":1");

            listener.awaitLine("hello@example.org", Duration.ofMinutes(1));
            var location = Pattern.compile("location\\W+(http\\S+)")
                    .matcher(listener.awaitLine("location", Duration.ofMinutes(1)));
            assertThat(location.find()).isTrue();
            assertThat(run(house, "curl -fsS -o new.xpi '" + location.group(1) + "' && python3 -m zipfile -e new.xpi new && "
                    + "cat new/manifest.json")).contains("\"version\": \"1.3\"");
            Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(
                    () -> assertThat(run(house, example("deliveries"))).contains("\"delivered\""));
            assertThat(site.isAlive()).isTrue();
        }
    }

    @Test
    void itsThirdExampleIsSignedForTheDevice() throws Exception {
        try (var keys = shell(example("key"))) {
            assertThat(keys.awaitExit(Duration.ofMinutes(1))).as(keys::output).isZero();
        }
        var port = Integer.toString(FreePorts.next());
        var options = example("package-server").strip().replace("./packhouse ", "").replace("8020", port).split(" ");
        try (var server = BuiltPackhouse.jvm().options("-Xmx512m").in(directory).arguments(options).start()) {
            server.awaitLine("HTTP server listening on", Duration.ofMinutes(2));

            var packhouse = ROOT.resolve("packhouse") + " ";
            try (var device = shell(example("package").replace("./packhouse ", packhouse).replace("8020", port))) {
                assertThat(device.awaitExit(Duration.ofMinutes(2))).as(device::output).isZero();
                assertThat(device.output())
                        .contains("{\"architecture\":\"all\",\"id\":\"hello.world\",\"result\":\"added\",\"status\":\"ok\"}")
                        .contains("\"names\":{\"en\":\"Hello World\"}").contains("valid store signature");
            }
        }
    }

    @Test
    void itsFourthExampleIsLaunched() throws Exception {
        var port = Integer.toString(FreePorts.next());
        var options = Pattern.compile("./packhouse up (\\S+) (\\S+) (\\S+) (\\S+)\n").matcher(example("environments"));
        assertThat(options.matches()).isTrue();
        try (var upstream = shell(atRoot(example("upstream").replace("8100", port)));
                var house = RunningHouse.up(directory.resolve("data"), options.group(1),
                        ROOT.resolve(options.group(2)).toString(), options.group(3), options.group(4), "--set",
                        "environments.mirrors.here.from=http://127.0.0.1:8100/", "--set",
                        "environments.mirrors.here.to=http://127.0.0.1:" + port + "/")) {
            Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> {
                try (var connection = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port))) {
                    return connection.isConnected();
                }
            });

            assertThat(run(house, atRoot(example("launch"))))
                    .contains("\"launch_client\":{\"side\":\"client\",\"main_class\":\"org.example.loom.launch.ClientMain\"")
                    .contains("2 files fetched, their hashes are right")
                    .contains("Loom loads its libraries: intermediary\nThe game runs: --versionType loom");
            assertThat(upstream.isAlive()).isTrue();
        }
    }

    private static String atRoot(String script) {
        return script.replace("./packhouse ", ROOT.resolve("packhouse") + " ").replace("examples/",
                ROOT.resolve("examples") + "/");
    }

    @Test
    void itsLinksLeadSomewhereAndItsMapShowsEveryRoom() throws IOException {
        var readme = Files.readString(ROOT.resolve("README.md"));
        Pattern.compile("\\]\\(([^):#]+)\\)").matcher(readme).results().map(link -> ROOT.resolve(link.group(1)))
                .forEach(path -> assertThat(path).exists());
        try (Stream<Path> rooms = Files.list(ROOT)) {
            rooms.filter(Files::isDirectory).map(room -> room.getFileName().toString())
                    .filter(room -> !room.startsWith(".") && !List.of("target", "data").contains(room))
                    .forEach(room -> assertThat(readme).as("the map").contains("(" + room + ")"));
        }
    }

    private static String example(String name) throws IOException {
        var block = Pattern.compile("<!-- tested: " + name + " -->\n```\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve("README.md")));
        assertThat(block.find()).as("example " + name).isTrue();
        return block.group(1);
    }

    private String run(RunningHouse house, String script) {
        var here = script.replace("http://127.0.0.1:8080", house.address());
        try (var shell = shell(here)) {
            assertThat(shell.awaitExit(Duration.ofSeconds(60))).as(shell.output()).isZero();
            return shell.output();
        }
    }

    private ChildProcess shell(String script) {
        return ChildProcess.start(List.of("bash", "-euo", "pipefail", "-c", script), Map.of(), directory);
    }
}
