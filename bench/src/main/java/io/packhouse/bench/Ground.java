package io.packhouse.bench;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.packhouse.testkit.ChildProcess;
import io.packhouse.testkit.FreePorts;

/**
 * Where benchmarks run: the project's tree and a directory for what they make, on the disk of the project, because /tmp may
 * be memory.
 */
final class Ground implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final Path root;
    private final Path work;
    private final boolean quick;
    private int directories;

    /**
     * @param quick
     *            whether this only tries whether the benchmarks work
     */
    Ground(Path root, boolean quick) throws IOException {
        this.quick = quick;
        this.root = root.toAbsolutePath().normalize();
        this.work = Files.createTempDirectory(Files.createDirectories(this.root.resolve("bench/target")), "work-");
    }

    /** The project's directory. */
    Path root() {
        return root;
    }

    /** How often each measurement is made. */
    int rounds() {
        return quick ? 1 : 5;
    }

    /** How long a load goes on in a round. */
    Duration round() {
        return Duration.ofSeconds(quick ? 1 : 4);
    }

    /** Has the launcher prepare its fast starts, which takes long and is done once after a build. */
    void prepare() throws IOException {
        try (var broker = packhouse("broker", "--port", "" + FreePorts.next(), "--data", directory("prepare").toString())) {
            broker.awaitLine(" is ready", Duration.ofMinutes(10));
            stop(broker);
        }
    }

    /** A new empty directory. */
    Path directory(String name) throws IOException {
        return Files.createDirectories(work.resolve(name + "-" + ++directories));
    }

    /** Starts {@code ./packhouse} with a command and arguments. */
    ChildProcess packhouse(String... arguments) {
        var command = new ArrayList<String>();
        command.add(root.resolve("packhouse").toString());
        command.addAll(List.of(arguments));
        return ChildProcess.start(command, Map.of(), root);
    }

    /** Starts {@code ./packhouse}, and waits until it says that it is ready. */
    ChildProcess ready(String... arguments) {
        var process = packhouse(arguments);
        process.awaitLine(" is ready", START_LIMIT);
        return process;
    }

    /** Runs a command to its end, and answers how many seconds it took. */
    static double seconds(Path directory, String... command) throws IOException, InterruptedException {
        long from = System.nanoTime();
        var process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed");
        }
        return (System.nanoTime() - from) / 1e9;
    }

    /** Ends a process in order, or by force when it takes long. */
    static void stop(ChildProcess process) {
        process.terminate();
        try {
            process.awaitExit(Duration.ofSeconds(30));
        } finally {
            process.close();
        }
    }

    @Override
    public void close() throws IOException {
        Files.walkFileTree(work, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
