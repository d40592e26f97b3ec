package io.packhouse.broker;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The broker properties of a small node that starts fast, and starts fast again after {@code kill -9}. What is not named
 * here has Kafka's default.
 */
final class NodeProperties {

    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";
    static final String CLIENT_LISTENER = "CLIENT";

    private static final int TWO_MEBIBYTES = 2 * 1024 * 1024;

    private NodeProperties() {
    }

    static Map<String, String> of(BrokerSettings settings, int brokerPort, int controllerPort) {
        var properties = new LinkedHashMap<String, String>();
        identity(properties, settings, brokerPort, controllerPort);
        properties.putAll(tuning());
        if (settings.durability() == Durability.POWER_LOSS) {
            properties.put("log.flush.interval.messages", "1");
        }
        properties.putAll(settings.overrides());
        return properties;
    }

    /** All that does not depend on where the node is. */
    static Map<String, String> tuning() {
        var properties = new LinkedHashMap<String, String>();
        internalTopics(properties);
        fastReturn(properties);
        groups(properties);
        smallFootprint(properties);
        // A misspelt topic must be an error, not a topic with the wrong settings.
        properties.put("auto.create.topics.enable", "false");
        return properties;
    }

    private static void identity(Map<String, String> properties, BrokerSettings settings, int brokerPort,
            int controllerPort) {
        var client = CLIENT_LISTENER + "://" + settings.host() + ":" + brokerPort;
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", Integer.toString(NODE_ID));
        properties.put("controller.quorum.voters", NODE_ID + "@" + settings.host() + ":" + controllerPort);
        properties.put("listeners", client + "," + CONTROLLER_LISTENER + "://" + settings.host() + ":" + controllerPort);
        properties.put("advertised.listeners", client);
        properties.put("listener.security.protocol.map",
                CLIENT_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        properties.put("inter.broker.listener.name", CLIENT_LISTENER);
        properties.put("controller.listener.names", CONTROLLER_LISTENER);
        properties.put("log.dirs", settings.dataDirectory().toAbsolutePath().toString());
    }

    /** One copy and one partition of everything that Kafka keeps for itself: 14 directories instead of 112. */
    private static void internalTopics(Map<String, String> properties) {
        properties.put("offsets.topic.num.partitions", "1");
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("transaction.state.log.num.partitions", "1");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("share.coordinator.state.topic.num.partitions", "1");
        properties.put("share.coordinator.state.topic.replication.factor", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
    }

    /**
     * After a {@code kill -9} the new broker waits until the registration of the old one has run out: by default 9 s. A node that
     * is alone needs less; below 2 s a busy machine loses its broker for moments.
     */
    private static void fastReturn(Map<String, String> properties) {
        properties.put("broker.session.timeout.ms", "2000");
        properties.put("broker.heartbeat.interval.ms", "500");
        // A start that hangs must end as an error.
        properties.put("server.max.startup.time.ms", "60000");
    }

    /**
     * A member of a group learns its partitions with its heartbeats, so the first record of a new group waits for one or two
     * of them: 6 s by default, a third of that here. The lower limits let each group choose its lock between 1 s and 5 min.
     */
    private static void groups(Map<String, String> properties) {
        properties.put("group.share.min.heartbeat.interval.ms", "200");
        properties.put("group.share.heartbeat.interval.ms", "500");
        properties.put("group.share.min.session.timeout.ms", "3000");
        properties.put("group.share.session.timeout.ms", "10000");
        properties.put("group.share.assignment.interval.ms", "0");
        properties.put("group.share.initialize.retry.interval.ms", "1000");
        properties.put("group.share.min.record.lock.duration.ms", "1000");
        properties.put("group.share.max.record.lock.duration.ms", "300000");
        properties.put("group.share.max.delivery.count.limit", "10");
        properties.put("group.share.max.partition.max.record.locks", "10000");
        properties.put("group.share.max.size", "1000");
        properties.put("group.initial.rebalance.delay.ms", "0");
    }

    private static void smallFootprint(Map<String, String> properties) {
        properties.put("num.network.threads", "2");
        properties.put("num.io.threads", "4");
        properties.put("background.threads", "2");
        properties.put("group.coordinator.threads", "1");
        properties.put("group.coordinator.background.threads", "1");
        properties.put("share.coordinator.threads", "1");
        // 128 MiB of heap by default, for logs of millions of keys.
        properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(TWO_MEBIBYTES));
    }
}
