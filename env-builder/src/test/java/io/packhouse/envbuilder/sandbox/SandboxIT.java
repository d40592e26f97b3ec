package io.packhouse.envbuilder.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.packhouse.platform.config.ByteSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/** What programs can do in a sandbox, tried by programs; for each means that this machine has. */
class SandboxIT {

    private static final Duration LONG = Duration.ofSeconds(30);
    static final Limits LIMITS = new Limits(Duration.ofMinutes(1), Duration.ofSeconds(30), ByteSize.parse("64MiB"),
            ByteSize.parse("3GiB"), 400, ByteSize.parse("20MiB"), ByteSize.parse("64MiB"), 2000, ByteSize.parse("4KiB"));

    @TempDir
    static Path directory;

    private static Path classes;

    @BeforeAll
    static void compile() throws Exception {
        Sandboxes.need();
        classes = Files.createDirectory(directory.resolve("classes"));
        Programs.compile(classes, "Attacks", Attacks.SOURCE);
    }

    static Stream<Means> means() {
        return Stream.<Means>of(new Unshare(), new Bubblewrap())
                .filter(means -> means instanceof Unshare || Bubblewrap.isThere());
    }

    @ParameterizedTest
    @MethodSource("means")
    void letsNothingOut(Means means) throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "the secret");
        try (var scene = new Scene(means, LIMITS);
                var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // when
            List<String> lines = scene.tail("each", "connect " + server.getLocalPort(), "read " + secret, "read /etc/shadow",
                    "write " + directory.resolve("planted"), "write /in/given", "append /in/given",
                    "write " + System.getProperty("java.home") + "/planted", "write /planted").lines().toList();

            // then
            assertThat(lines).hasSize(8);
            assertThat(lines.getFirst()).containsAnyOf("Network is unreachable", "Connection refused");
            assertThat(lines.subList(1, 4)).allMatch(line -> line.contains("NoSuchFileException"));
            assertThat(lines.subList(4, 8)).allMatch(line -> line.endsWith("Read-only file system"));
            assertThat(scene.room.in().resolve("given")).hasContent("given");
            assertThat(directory.resolve("planted")).doesNotExist();
        }
    }

    @ParameterizedTest
    @MethodSource("means")
    void hasNoRightsToUndoIt(Means means) throws Exception {
        try (var scene = new Scene(means, LIMITS)) {
            // when
            String tail = scene.tail("escape",
                    "mount -o remount,bind,rw /in;mount -t tmpfs x /tmp;umount /in;unshare -U true;"
                            + "unshare -Ur true;echo 4000 > /proc/sys/kernel/pid_max;chroot / true;mknod /out/disk b 8 0;nsenter -t 1 -m true;"
                            + "touch /usr/planted;touch /dev/planted;ip link set lo up");

            // then
            assertThat(tail.lines()).hasSize(12).allMatch(line -> line.endsWith("refused"));
        }
    }

    @ParameterizedTest
    @MethodSource("means")
    void isTheSameEverywhere(Means means) throws Exception {
        try (var scene = new Scene(means, LIMITS)) {
            // when
            List<String> lines = scene.tail("environment").lines().toList();

            // then
            assertThat(lines.getFirst()).contains("/in", "/out", "/tmp").doesNotContain("/home", "/root", "/var", "/sys",
                    "/run");
            assertThat(lines.subList(1, 4)).containsExactly("true", "{LC_ALL=C.UTF-8, TZ=UTC}", "UTC en_US UTF-8");
            assertThat(Files.getPosixFilePermissions(scene.room.out().resolve("mask"))).hasToString(
                    Files.getPosixFilePermissions(scene.room.in().resolve("given")).toString());
        }
    }

    @ParameterizedTest
    @MethodSource("means")
    void boundsMemory(Means means) throws Exception {
        try (var scene = new Scene(means, LIMITS)) {
            // when
            Ended heap = scene.run(LONG, "heap");
            Ended direct = scene.run(LONG, "direct");

            // then
            assertThat(heap.status()).isEqualTo(3);
            assertThat(heap.tail()).contains("Java heap space");
            assertThat(direct.isWell()).isFalse();
            assertThat(direct.tail()).contains("direct buffer memory");
        }
    }

    @ParameterizedTest
    @MethodSource("means")
    void boundsThreadsAndProcesses(Means means) throws Exception {
        assumeThat(means instanceof Unshare ? threadsAreCounted() : !isRoot()).as("this kernel counts tasks here").isTrue();
        String seconds = uniqueSeconds();
        try (var scene = new Scene(means, LIMITS)) {
            // when
            scene.run(LONG, "threads");
            int threads = Integer.parseInt(Files.readString(scene.room.out().resolve("started")));
            scene.run(LONG, "processes-without-end", seconds);
            int processes = Integer.parseInt(Files.readString(scene.room.out().resolve("started")));

            // then
            assertThat(threads).isBetween(100, 400);
            assertThat(processes).isBetween(10, 400);
            assertThat(living(seconds)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("means")
    void keepsTheEndOfAFlood(Means means) throws Exception {
        try (var scene = new Scene(means, LIMITS)) {
            // when
            Ended ended = scene.run(LONG, "flood");

            // then
            assertThat(ended.isWell()).isTrue();
            assertThat(ended.tail()).hasSizeLessThan(4200).startsWith("(99959").endsWith("the end");
        }
    }

    @ParameterizedTest
    @MethodSource("means")
    void boundsWhatItWrites(Means means) throws Exception {
        try (var scene = new Scene(means, LIMITS)) {
            // when
            Ended file = scene.run(LONG, "file");

            // then
            assertThat(file.tail()).contains("File too large");
            assertThat(scene.room.out().resolve("big")).hasSize(20 << 20);

            // when
            Ended disk = scene.run(LONG, "disk");

            // then
            assertThat(disk.stopped()).isEqualTo("it wrote more than 64MiB (environments.tools-limits.output)");
        }
        try (var scene = new Scene(means, LIMITS)) {
            // when
            Ended files = scene.run(LONG, "many-files");

            // then
            assertThat(files.stopped()).isEqualTo("it made more than 2000 files (environments.tools-limits.files)");
        }
    }

    @ParameterizedTest
    @MethodSource("means")
    void endsWhatTakesTooLong(Means means) throws Exception {
        String seconds = uniqueSeconds();
        var shortLived = new Limits(LIMITS.time(), Duration.ofSeconds(1), LIMITS.heap(), LIMITS.addressSpace(),
                LIMITS.threads(),
                LIMITS.file(), LIMITS.output(), LIMITS.files(), LIMITS.log());
        try (var scene = new Scene(means, LIMITS); var brief = new Scene(means, shortLived)) {
            // when
            Ended asleep = scene.run(Duration.ofMillis(1500), "sleep", seconds);
            Ended busy = brief.run(LONG, "spin");

            // then
            assertThat(asleep.trouble()).isEqualTo("was stopped: it took longer than 1500 ms");
            assertThat(living(seconds)).isEmpty();
            assertThat(busy.trouble()).startsWith("was ended by signal 9");
        }
    }

    @ParameterizedTest
    @MethodSource("means")
    void endsWhatItsThreadWasInterruptedFor(Means means) throws Exception {
        String seconds = uniqueSeconds();
        try (var scene = new Scene(means, LIMITS)) {
            var thrown = new ArrayList<Throwable>();
            Thread attempt = Thread.ofVirtual().start(() -> {
                try {
                    scene.run(LONG, "sleep", seconds);
                } catch (IOException | InterruptedException e) {
                    thrown.add(e);
                }
            });
            await().atMost(LONG).until(() -> !living(seconds).isEmpty());

            // when
            attempt.interrupt();
            attempt.join();

            // then
            assertThat(thrown).singleElement().isInstanceOf(InterruptedException.class);
            assertThat(living(seconds)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("means")
    void tellsHowItEnded(Means means) throws Exception {
        try (var scene = new Scene(means, LIMITS)) {
            assertThat(scene.run(LONG, "0").isWell()).isTrue();
            assertThat(scene.run(LONG, "7").trouble()).isEqualTo("ended with status 7");
        }
    }

    @Test
    void isFoundByTryingToGetOut() throws Exception {
        // when
        var sandbox = Sandbox.of(SandboxPolicy.REQUIRED, JavaHome.ours(), LIMITS, directory.resolve("probed"));

        // then
        try (var room = sandbox.newRoom()) {
            assertThat(room.inSeen()).isEqualTo("/in");
        }
        assertThat(sandbox.status().detail()).isEqualTo("Tools run in a sandbox of unshare");
        assertThat(directory.resolve("probed")).isEmptyDirectory();
    }

    @Test
    void isNotTakenWhenItDoesNotHold() throws Exception {
        // when
        var trouble = Probe.trouble(new Unconfined(), JavaHome.ours(), LIMITS, directory);

        // then
        assertThat(trouble.orElseThrow()).contains("it reaches the network", "it sees files outside", "it writes outside");
    }

    @Test
    void runsWithoutWhereThatIsAllowed() throws Exception {
        // given
        var sandbox = Sandbox.of(SandboxPolicy.OFF, JavaHome.ours(), LIMITS, directory.resolve("open"));
        String seconds = uniqueSeconds();

        // when
        try (var room = sandbox.newRoom()) {
            List<String> arguments = List.of("-cp", classes.toString(), "Attacks");
            Ended well = sandbox.run(room, with(arguments, "environment"), LONG);
            Ended stopped = sandbox.run(room, with(arguments, "sleep", seconds), Duration.ofSeconds(1));

            // then
            assertThat(well.isWell()).as(well.tail()).isTrue();
            assertThat(well.tail()).contains("{LC_ALL=C.UTF-8, TZ=UTC}");
            assertThat(stopped.stopped()).contains("1000 ms");
            assertThat(living(seconds)).isEmpty();
        }
    }

    private static List<String> with(List<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }

    /** How long a child sleeps: no other process has that number in its command. */
    static String uniqueSeconds() {
        return "1" + (System.nanoTime() % 1_000_000_000 + 1_000_000_000);
    }

    static List<ProcessHandle> living(String seconds) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().filter(line -> line.contains(seconds)).isPresent()).toList();
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static boolean threadsAreCounted() {
        String[] version = System.getProperty("os.version").split("[^0-9]+", -1);
        int major = Integer.parseInt(version[0]);
        return !isRoot() || major > 6 || (major == 6 && Integer.parseInt(version[1]) >= 14);
    }

    /** A room with the program and a file in it. */
    private static final class Scene implements AutoCloseable {

        private final Sandbox sandbox;
        private final Room room;

        Scene(Means means, Limits limits) throws IOException {
            sandbox = Sandbox.of(means, JavaHome.ours(), limits, directory.resolve("rooms"));
            room = sandbox.newRoom();
            Files.copy(classes.resolve("Attacks.class"), room.in().resolve("Attacks.class"));
            Files.writeString(room.in().resolve("given"), "given");
        }

        Ended run(Duration limit, String... args) throws IOException, InterruptedException {
            return sandbox.run(room, with(List.of("-cp", "/in", "Attacks"), args), limit);
        }

        String tail(String... args) throws IOException, InterruptedException {
            return run(LONG, args).tail();
        }

        @Override
        public void close() {
            room.close();
        }
    }
}
