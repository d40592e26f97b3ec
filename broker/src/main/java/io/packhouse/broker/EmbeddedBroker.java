package io.packhouse.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running Kafka of one node, broker and controller, in this process.
 *
 * <p>
 * What was acknowledged is there after the next start on the same directory, after {@link #close()} as well as after
 * {@code kill -9}; {@link Durability} says what a power cut takes. The ports may differ from start to start. Several brokers
 * can run in one process on different directories.
 *
 * <p>
 * A fault that Kafka cannot live with (a full disk) is given to the owner once, on a thread of Kafka; without an owner's own
 * callback it ends the process, because a broker that only looks alive helps nobody.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

    private final BrokerSettings settings;
    private final int port;
    private final Node node;
    private final Consumer<BrokerException> faultListener;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedBroker(BrokerSettings settings, int port, Node node, Consumer<BrokerException> faultListener) {
        this.settings = settings;
        this.port = port;
        this.node = node;
        this.faultListener = faultListener;
    }

    /** Starts a broker whose fatal faults end this process with status 1. */
    public static EmbeddedBroker start(BrokerSettings settings) {
        return start(settings, EmbeddedBroker::endProcess);
    }

    /**
     * Starts a broker and returns when clients can use it: 1 to 4 s, and up to 2 s more after a {@code kill -9}.
     *
     * @param onFatalFault
     *            called at most once, on a thread of Kafka, when the running broker cannot go on
     * @throws BrokerException
     *             when the port is taken, the directory cannot be used, or Kafka does not start
     */
    public static EmbeddedBroker start(BrokerSettings settings, Consumer<BrokerException> onFatalFault) {
        var started = System.nanoTime();
        var starting = new StartingFault(onFatalFault);
        var sockets = BoundSockets.bind(settings.host(), settings.port());
        FatalFaults.listen(starting);
        try {
            var properties = NodeProperties.of(settings, sockets.brokerPort(), sockets.controllerAddress().getPort());
            LogDirectory.format(prepare(settings.dataDirectory()));
            var node = Node.start(properties, sockets, starting);
            starting.up();
            LOG.atInfo().addKeyValue("address", settings.host() + ":" + sockets.brokerPort())
                    .addKeyValue("directory", settings.dataDirectory())
                    .addKeyValue("ms", (System.nanoTime() - started) / 1_000_000).log("Kafka is up");
            return new EmbeddedBroker(settings, sockets.brokerPort(), node, starting);
        } catch (RuntimeException | Error e) {
            FatalFaults.ignore(starting);
            sockets.close();
            throw starting.explain(settings, e);
        }
    }

    private static Path prepare(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new BrokerException("Kafka's data directory " + directory + " cannot be made: " + e.getMessage(), e);
        }
    }

    private static void endProcess(BrokerException fault) {
        LOG.atError().setCause(fault).log("Kafka cannot go on; this process ends");
        Runtime.getRuntime().halt(1);
    }

    /** The address for clients, as {@code bootstrap.servers} wants it. */
    public String bootstrapServers() {
        return settings.host() + ":" + port;
    }

    /** The port for clients, the real one where 0 was asked for. */
    public int port() {
        return port;
    }

    /** What this broker was started with. */
    public BrokerSettings settings() {
        return settings;
    }

    /** Stops in order, which takes half a second, and frees ports and directory. Safe to call twice. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                node.stop();
            } finally {
                FatalFaults.ignore(faultListener);
            }
        }
    }
}
