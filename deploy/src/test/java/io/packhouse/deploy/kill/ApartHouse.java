package io.packhouse.deploy.kill;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.packhouse.deploy.BuiltPackhouse;
import io.packhouse.testkit.ChildProcess;
import io.packhouse.testkit.FreePorts;

/** A house whose broker, gateway and workers are processes of their own, started as an operator does. */
final class ApartHouse implements AutoCloseable {

    /**
     * The most that there can be. A job that a killed worker had goes to the one that is killed next; how often it is hit before it
     * ends is a matter of the machine's speed, and not what a kill test is about.
     */
    static final String MANY_ATTEMPTS = "queue.attempts=9";

    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private final Path directory;
    private final int brokerPort = FreePorts.next();
    private final int gatewayPort = FreePorts.next();
    private final List<String> settings;
    private final List<ChildProcess> all = new ArrayList<>();

    /**
     * @param settings
     *            {@code KEY=VALUE} for every process
     */
    ApartHouse(Path directory, String... settings) {
        this.directory = directory;
        this.settings = List.of(settings);
    }

    URI gatewayUri() {
        return URI.create("http://127.0.0.1:" + gatewayPort);
    }

    ChildProcess startBroker() {
        ChildProcess broker = start("broker", "--port", Integer.toString(brokerPort), "--data",
                directory.resolve("broker").toString());
        broker.awaitLine(".*ready.*", START_LIMIT);
        return broker;
    }

    ChildProcess startGateway() {
        return startGateway(gatewayPort);
    }

    ChildProcess startGateway(int port) {
        ChildProcess gateway = startService("gateway", "--port", Integer.toString(port));
        gateway.awaitLine(".*ready.*", START_LIMIT);
        return gateway;
    }

    /** Returns when that worker would take a job. */
    static void awaitReady(ChildProcess worker) {
        worker.awaitLine(".*ready.*", START_LIMIT);
    }

    /** Returns at once; the worker connects by itself. */
    ChildProcess startWorker(String... more) {
        return startService("installer-builder", more);
    }

    /** Returns at once; the repackager connects by itself. */
    ChildProcess startRepackager(String... more) {
        return startService("repackager", more);
    }

    /** Returns at once; the package store connects by itself. */
    ChildProcess startPackageStore(String... more) {
        return startService("package-store", more);
    }

    /** Returns at once; the signer connects by itself. */
    ChildProcess startSigning(String... more) {
        return startService("signing", more);
    }

    /** Returns at once; the environment builder connects by itself. */
    ChildProcess startEnvBuilder(String... more) {
        return startService("env-builder", more);
    }

    private ChildProcess startService(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command, "--kafka", "127.0.0.1:" + brokerPort, "--objects",
                directory.resolve("objects").toString(), "--set", "management.port=0"));
        arguments.addAll(List.of(more));
        for (String setting : settings) {
            arguments.addAll(List.of("--set", setting));
        }
        return start(arguments.toArray(String[]::new));
    }

    private synchronized ChildProcess start(String... arguments) {
        ChildProcess process = BuiltPackhouse.jvm().options("-Xmx256m")
                .arguments(arguments).start();
        all.add(process);
        return process;
    }

    @Override
    public synchronized void close() {
        all.forEach(ChildProcess::close);
    }
}
