package io.packhouse.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

@Timeout(180)
class ChildJvmIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void getsArgumentsOptionsEnvironmentAndDirectoryAndTellsItsEnd() {
        try (var child = ChildJvm.of(Program.class).arguments("echo", "hello").options("-Dcolor=green")
                .environment("GREETING", "good morning").in(directory).start()) {

            assertThat(child.awaitExit(SOON)).isEqualTo(7);

            assertThat(child.lines()).contains("out: hello good morning green", "err: in " + directory.getFileName());
            assertThat(child.isAlive()).isFalse();
        }
    }

    @Test
    void hasPortsOfItsOwn() {
        try (var child = ChildJvm.of(Program.class).arguments("ports").start();
                var other = ChildJvm.of(Program.class).arguments("ports").start()) {
            child.awaitLine("^waiting", SOON);
            other.awaitLine("^waiting", SOON);

            assertThat(child.lines()).filteredOn(line -> line.startsWith("port ")).hasSize(100)
                    .doesNotContainAnyElementsOf(other.lines().stream().filter(line -> line.startsWith("port ")).toList())
                    .doesNotContain("port " + FreePorts.next());
        }
    }

    @Test
    void aLineThatNeverComesIsAnErrorWithTheOutput() {
        try (var child = ChildJvm.of(Program.class).arguments("echo", "hello").start()) {
            assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> child.awaitLine("never", SOON))
                    .withMessageContaining("ended without a line like \"never\"").withMessageContaining("out: hello");
        }
        try (var child = ChildJvm.of(Program.class).arguments("wait").start()) {
            child.awaitLine("^waiting", SOON);
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> child.awaitLine("never", Duration.ofMillis(100)))
                    .withMessageContaining("lives on without");
        }
    }

    @Test
    void aFrozenOneStandsStillUntilItIsThawed() {
        try (var child = ChildJvm.of(Program.class).arguments("count").start()) {
            child.awaitLine("count 10$", SOON);

            child.freeze();
            await().atMost(SOON).during(Duration.ofMillis(300)).until(() -> child.lines().size(), new Unchanged()::holds);
            var frozenAt = child.lines().size();
            assertThat(child.isAlive()).isTrue();

            child.thaw();
            await().atMost(SOON).until(() -> child.lines().size() > frozenAt + 10);
        }
    }

    @Test
    void endsBySignals() {
        try (var killed = ChildJvm.of(Program.class).arguments("wait").start();
                var terminated = ChildJvm.of(Program.class).arguments("wait").start();
                var interrupted = ChildJvm.of(Program.class).arguments("wait").start()) {
            killed.awaitLine("^waiting", SOON);
            terminated.awaitLine("^waiting", SOON);
            interrupted.awaitLine("^waiting", SOON);

            killed.kill9();
            terminated.terminate();
            interrupted.interrupt();

            assertThat(killed.awaitExit(SOON)).isEqualTo(128 + 9);
            assertThat(terminated.awaitExit(SOON)).isEqualTo(128 + 15);
            assertThat(interrupted.awaitExit(SOON)).isEqualTo(128 + 2);
        }
    }

    @Test
    void noOrphanIsLeftWhenItsParentIsKilled() throws Exception {
        var file = directory.resolve("pid");
        try (var parent = ChildJvm.of(Program.class).arguments("parent", file.toString()).start()) {
            parent.awaitLine("^waiting", SOON);
            var child = ProcessHandle.of(Long.parseLong(Files.readString(file))).orElseThrow();
            assertThat(child.isAlive()).isTrue();

            parent.kill9();

            await().atMost(SOON).until(() -> !child.isAlive());
        }
    }

    /** Whether a number is the same as when it was asked for last. */
    private static final class Unchanged {
        private int last = -1;

        boolean holds(int now) {
            var same = now == last;
            last = now;
            return same;
        }
    }
}
