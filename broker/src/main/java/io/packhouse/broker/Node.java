package io.packhouse.broker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.server.fault.FaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's controller and broker, put together as {@link KafkaRaftServer} does it, but with sockets and fault handlers of our
 * own: that class has no way to hand them in, and ends the process on a fault.
 */
final class Node {

    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final ControllerServer controller;
    private final BrokerServer broker;
    private final BoundSockets sockets;

    private Node(ControllerServer controller, BrokerServer broker, BoundSockets sockets) {
        this.controller = controller;
        this.broker = broker;
        this.sockets = sockets;
    }

    /** Starts both on this thread; when one does not start, both are stopped and its exception is thrown. */
    static Node start(Map<String, String> properties, BoundSockets sockets, Faults faults) {
        var config = new KafkaConfig(properties, false);
        var directories = KafkaRaftServer.initializeLogDirs(config, LOG, "");
        var ensemble = directories._1();
        var shared = new SharedServer(config, ensemble, Time.SYSTEM,
                Server.initializeMetrics(config, Time.SYSTEM, ensemble.clusterId().orElseThrow()),
                CompletableFuture.completedFuture(Map.of(NodeProperties.NODE_ID, sockets.controllerAddress())),
                List.of(), (name, fatal, action) -> handler(name, fatal, action, faults), sockets);
        var node = new Node(new ControllerServer(shared, KafkaRaftServer.configSchema(), directories._2()),
                new BrokerServer(shared), sockets);
        try {
            node.controller.startup();
            node.broker.startup();
            faults.up();
            return node;
        } catch (RuntimeException | Error e) {
            node.stop();
            throw e;
        }
    }

    private static FaultHandler handler(String name, boolean fatal, Runnable action, Faults faults) {
        return (message, cause) -> {
            var fault = new BrokerException(name + ": " + message + (cause == null ? "" : ": " + cause.getMessage()), cause);
            LOG.atError().setCause(fault).addKeyValue("fatal", fatal).log("Kafka met a fault");
            action.run();
            if (fatal) {
                faults.accept(fault);
            }
            return fault;
        };
    }

    void stop() {
        try {
            broker.shutdown(STOP_LIMIT);
            broker.awaitShutdown();
            controller.shutdown();
            controller.awaitShutdown();
        } finally {
            sockets.close();
        }
    }
}
