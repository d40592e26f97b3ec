package io.packhouse.envbuilder.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.testkit.ChildJvm;
import io.packhouse.testkit.ChildProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is left of a tool when its worker is gone. */
class SandboxKT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"required", "off"})
    void aKilledWorkersToolIsGoneWithIt(String policy) throws Exception {
        // given
        Sandboxes.need();
        Programs.compile(directory, "Attacks", Attacks.SOURCE);
        String seconds = SandboxIT.uniqueSeconds();
        try (var worker = ChildJvm.of(Worker.class)
                .arguments(directory.resolve("rooms").toString(), directory.toString(), seconds, policy).start()) {
            // The tool and its own child.
            await().atMost(Duration.ofSeconds(40)).until(() -> sleeps(seconds));
            int before = SandboxIT.living(seconds).size();

            // when
            worker.kill9();

            // then
            assertThat(before).isGreaterThanOrEqualTo(2);
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(SandboxIT.living(seconds))
                    .filteredOn(process -> policy.equals("required") || !isSleep(process)).isEmpty());
        } finally {
            SandboxIT.living(seconds).forEach(ProcessHandle::destroyForcibly);
        }
        assertThat(directory.resolve("rooms")).isNotEmptyDirectory();
    }

    /** As in containers: parts of {@code /proc} are covered, and so nobody may mount a whole one. */
    @Test
    void toolsRunWhereProcIsMasked() throws Exception {
        // given
        Sandboxes.need();
        Programs.compile(directory, "Attacks", Attacks.SOURCE);
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var mask = "mount -t tmpfs mask /proc/irq && exec \"$@\"";

        // when
        var command = List.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mask, "sh", java, "-cp",
                System.getProperty("java.class.path"), Worker.class.getName(), directory.resolve("rooms").toString(),
                directory.toString(), "environment", "required");
        try (var worker = ChildProcess.start(command, Map.of(), directory)) {
            int status = worker.awaitExit(Duration.ofMinutes(1));

            // then
            assertThat(worker.output()).contains("Tools run in a sandbox of unshare");
            assertThat(worker.lines().getLast()).startsWith("{LC_ALL=C.UTF-8, LD_LIBRARY_PATH=");
            assertThat(status).isZero();
        }
    }

    private static boolean sleeps(String seconds) {
        return SandboxIT.living(seconds).stream().anyMatch(SandboxKT::isSleep);
    }

    /** Without a sandbox, a tool's own children have no parent whose death would reach them. */
    private static boolean isSleep(ProcessHandle process) {
        return process.info().command().filter(command -> command.endsWith("/sleep")).isPresent();
    }
}
