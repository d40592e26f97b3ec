package io.packhouse.deploy.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.testkit.ChildProcess;
import io.packhouse.testkit.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;

/** The script {@code ./packhouse}, on the build that these tests belong to. */
@Timeout(300)
class LauncherIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Path LAUNCHER = Path.of("..", "packhouse").toAbsolutePath().normalize();

    @TempDir
    Path directory;

    @Test
    void passesArgumentsAndExitCodesOn() {
        try (var good = packhouse(LAUNCHER, "--version"); var wrong = packhouse(LAUNCHER, "config", "--set", "a.b=c d *")) {
            assertThat(good.awaitExit(SOON)).as(good.output()).isZero();
            assertThat(good.output()).contains("packhouse ", "Java 25");
            assertThat(wrong.awaitExit(SOON)).isEqualTo(2);
            assertThat(wrong.output()).contains("a.b");
        }
    }

    /** A shell names the file, because a test that runs in the locale C cannot. */
    @Test
    void findsFilesWhoseNamesAreNotAscii() {
        var script = "name=$(printf 'gr\\303\\266\\303\\237e.yaml') && echo 'log: {level: debug}' >\"$name\" && "
                + "exec \"$0\" config --config \"$name\"";
        for (var locale : List.of("C", "C.UTF-8", "")) {
            try (var config = ChildProcess.start(List.of("sh", "-c", script, LAUNCHER.toString()),
                    Map.of("PACKHOUSE_AOT", "off", "LC_ALL", locale, "LANG", locale), directory)) {
                assertThat(config.awaitExit(SOON)).as(config.output()).isZero();
                assertThat(config.output()).contains("level: debug");
            }
        }
    }

    @Test
    void worksThroughALinkFromElsewhere() throws Exception {
        var link = Files.createSymbolicLink(directory.resolve("house"), LAUNCHER);

        try (var process = packhouse(link, "--version")) {
            assertThat(process.awaitExit(SOON)).as(process.output()).isZero();
        }
    }

    @Test
    void becomesTheProcessSoThatSignalsReachIt() {
        var port = FreePorts.next();
        try (var broker = packhouse(LAUNCHER, "broker", "--port", Integer.toString(port), "--data", directory.toString())) {
            broker.awaitLine("^Kafka is ready at", SOON);
            assertThat(ProcessHandle.of(broker.pid()).orElseThrow().info().command().orElseThrow()).endsWith("/bin/java");

            broker.terminate();

            assertThat(broker.awaitExit(SOON)).isZero();
        }
    }

    private ChildProcess packhouse(Path launcher, String... arguments) {
        var command = new ArrayList<>(List.of(launcher.toString()));
        Collections.addAll(command, arguments);
        return ChildProcess.start(command, Map.of("PACKHOUSE_AOT", "off"), directory);
    }
}
