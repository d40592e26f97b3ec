package io.packhouse.deploy.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;

import io.packhouse.deploy.House;
import io.packhouse.deploy.packageserver.PackageServerProgram;

/** The program {@code package-server} in this process, until it is closed. */
final class InProcessServer implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("HTTP server listening on: (\\S+)");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final AtomicReference<House> house = new AtomicReference<>();
    private final Thread thread;
    private volatile int exitCode = -1;

    private InProcessServer(List<String> words) {
        thread = Thread.ofPlatform().start(() -> {
            try {
                exitCode = new PackageServerProgram(Modules.DEFAULTS, "1.2.3", stream(out), stream(err)).run(words,
                        house::set);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    /** Starts one that serves. */
    static InProcessServer start(String... words) {
        var server = new InProcessServer(List.of(words));
        Awaitility.await().atMost(Duration.ofMinutes(2))
                .until(() -> server.out().contains("listening on") || !server.thread.isAlive());
        if (!server.thread.isAlive()) {
            throw new AssertionError(server.err());
        }
        return server;
    }

    /** Starts one that ends by itself, and waits for that. */
    static InProcessServer ended(String... words) throws InterruptedException {
        try (var server = new InProcessServer(List.of(words))) {
            server.thread.join();
            return server;
        }
    }

    String address() {
        var line = LISTENING.matcher(out());
        line.find();
        return "http://" + line.group(1);
    }

    int exitCode() {
        return exitCode;
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        if (house.get() != null) {
            house.get().close();
        }
        thread.interrupt();
    }
}
