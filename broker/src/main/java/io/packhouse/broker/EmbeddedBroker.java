package io.packhouse.broker;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
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
    private final DirectoryLock lock;
    private final Consumer<BrokerException> faultListener;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedBroker(BrokerSettings settings, int port, Node node, DirectoryLock lock,
            Consumer<BrokerException> faultListener) {
        this.settings = settings;
        this.port = port;
        this.node = node;
        this.lock = lock;
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
        var faults = new Faults(onFatalFault);
        var sockets = BoundSockets.bind(settings.host(), settings.port());
        @Nullable
        DirectoryLock lock = null;
        FatalExits.listen(faults);
        try {
            // Kafka's own lock comes after its controller has written to the metadata log.
            lock = DirectoryLock.take(settings.dataDirectory());
            LogDirectory.format(settings.dataDirectory());
            var node = Node.start(
                    NodeProperties.of(settings, sockets.brokerPort(), sockets.controllerAddress().getPort()), sockets,
                    faults);
            LOG.atInfo().addKeyValue("address", settings.host() + ":" + sockets.brokerPort())
                    .addKeyValue("directory", settings.dataDirectory())
                    .addKeyValue("ms", (System.nanoTime() - started) / 1_000_000).log("Kafka is up");
            return new EmbeddedBroker(settings, sockets.brokerPort(), node, lock, faults);
        } catch (RuntimeException | Error e) {
            FatalExits.ignore(faults);
            sockets.close();
            if (lock != null) {
                lock.close();
            }
            throw faults.explain(settings, e);
        }
    }

    private static void endProcess(BrokerException fault) {
        LOG.atError().setCause(fault).log("Kafka cannot go on; this process ends");
        Runtime.getRuntime().halt(1);
    }

    /**
     * The broker properties that make a lone node small and fast, without those that say where it is; for a node elsewhere,
     * such as in a container, that shall behave like this one.
     */
    public static Map<String, String> tuning() {
        return Map.copyOf(NodeProperties.tuning());
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
                FatalExits.ignore(faultListener);
                lock.close();
            }
        }
    }
}
