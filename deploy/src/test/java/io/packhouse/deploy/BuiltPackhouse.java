package io.packhouse.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.testkit.ChildJvm;
import io.packhouse.testkit.ChildProcess;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

/**
 * Packhouse as the build has packed it, in processes of their own. Its jars are started with an AOT cache that is learned once
 * per build, as {@code ./packhouse} does it, because kill tests wait for dozens of starts. Where nothing was packed, processes
 * have the class path of the test.
 */
public final class BuiltPackhouse {

    private static final Logger log = LoggerFactory.getLogger(BuiltPackhouse.class);
    private static final Path HOME = Path.of("target", "packhouse");
    private static final String MAIN = "io.packhouse.deploy.cli.Packhouse";
    private static final Duration LEARNING_LIMIT = Duration.ofMinutes(3);

    private static final class Holder {
        private static final Optional<Learned> LEARNED = learn();
    }

    private record Learned(String classPath, Path cache) {
    }

    private BuiltPackhouse() {
    }

    /** A process that has yet to be given its arguments. */
    public static ChildJvm jvm() {
        ChildJvm jvm = ChildJvm.of(MAIN).options("-XX:+UseSerialGC");
        return Holder.LEARNED
                .map(learned -> jvm.classPath(learned.classPath()).options("-XX:AOTCache=" + learned.cache(),
                        "-Xlog:aot*=off"))
                .orElse(jvm);
    }

    private static Optional<Learned> learn() {
        Path built = HOME.resolve("built");
        if (!Files.exists(built)) {
            return Optional.empty();
        }
        try (var jars = Files.list(HOME.resolve("lib"))) {
            String classPath = jars.filter(jar -> jar.toString().endsWith(".jar"))
                    .map(jar -> jar.toAbsolutePath().toString())
                    .sorted().collect(Collectors.joining(java.io.File.pathSeparator));
            Path cache = HOME.resolve("test-" + Files.getLastModifiedTime(built).toMillis() + ".aot").toAbsolutePath();
            // Of several JVMs of tests the first one learns, with the whole machine, and the others wait for it.
            try (var turn = FileChannel.open(HOME.resolve("learning"), CREATE, WRITE); var _ = turn.lock()) {
                if (!Files.exists(cache)) {
                    Path made = HOME.resolve("test.new").toAbsolutePath();
                    rehearse(classPath, made);
                    if (Files.exists(made)) {
                        Files.move(made, cache, StandardCopyOption.ATOMIC_MOVE);
                    }
                }
            }
            return Files.exists(cache) ? Optional.of(new Learned(classPath, cache)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Not by {@link ChildJvm}: the cache is learned from jars alone, and this ends by itself. On a machine so busy that it does not
     * end in time, starts are slow and right.
     */
    private static void rehearse(String classPath, Path cache) {
        List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:AOTCacheOutput=" + cache, "-Xlog:aot*=off", "-cp", classPath, MAIN, "rehearse");
        try (var rehearsal = ChildProcess.start(command, Map.of(), Path.of("").toAbsolutePath())) {
            rehearsal.awaitExit(LEARNING_LIMIT);
        } catch (AssertionError late) {
            log.atWarn().setCause(late).log("Packhouse is tested without fast starts");
        }
    }
}
