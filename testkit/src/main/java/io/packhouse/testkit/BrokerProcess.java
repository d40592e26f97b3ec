package io.packhouse.testkit;

import java.nio.file.Path;
import java.time.Duration;

import io.packhouse.broker.BrokerSettings;
import io.packhouse.broker.EmbeddedBroker;

/**
 * The embedded broker in a process of its own, which can be killed and frozen. It keeps its port and its directory, so
 * clients find it again.
 */
public final class BrokerProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final Path directory;
    private final int port;
    private ChildProcess process;

    private BrokerProcess(Path directory, int port) {
        this.directory = directory;
        this.port = port;
        this.process = launch(directory, port);
    }

    /** Starts one with its data in {@code directory}, on any free port, and returns when clients can use it. */
    public static BrokerProcess start(Path directory) {
        return new BrokerProcess(directory, FreePorts.next());
    }

    private static ChildProcess launch(Path directory, int port) {
        var process = ChildJvm.of(BrokerProcess.class).options("-Xmx512m")
                .arguments(directory.toAbsolutePath().toString(), Integer.toString(port)).start();
        process.awaitLine("^broker ready$", START_LIMIT);
        return process;
    }

    /** The address for clients, as {@code bootstrap.servers} wants it; the same over all starts. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Ends it at once and returns when it is gone. */
    public void kill9() {
        process.kill9();
    }

    /** Starts it again after a kill and returns when clients can use it. */
    public void startAgain() {
        process = launch(directory, port);
    }

    /** Freezes it: connections stay, nothing is answered. */
    public void freeze() {
        process.freeze();
    }

    /** Lets the frozen one go on. */
    public void thaw() {
        process.thaw();
    }

    /** Kills it; the directory stays. */
    @Override
    public void close() {
        process.close();
    }

    /** The program of the process: a directory, a port. */
    public static void main(String[] arguments) {
        EmbeddedBroker.start(BrokerSettings.in(Path.of(arguments[0])).withPort(Integer.parseInt(arguments[1])));
        System.out.println("broker ready");
    }
}
