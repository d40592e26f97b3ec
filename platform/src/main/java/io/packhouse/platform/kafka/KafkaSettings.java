package io.packhouse.platform.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How a process reaches Kafka: the section {@code kafka} of the configuration.
 *
 * @param bootstrap
 *            {@code HOST:PORT}, several separated by commas
 * @param topicPrefix
 *            what the names of topics and groups begin with
 * @param replication
 *            copies of each record: 1 on a single broker, 3 on clusters
 * @param minInsync
 *            how many copies must be written before a write is acknowledged
 * @param flush
 *            whether each write to a work topic reaches the disk before it is acknowledged
 * @param requestTimeout
 *            how long a question to the broker may take
 * @param producer
 *            limits of writing
 * @param properties
 *            further properties of every Kafka client, such as those of TLS and SASL
 */
public record KafkaSettings(String bootstrap, String topicPrefix, int replication, int minInsync, boolean flush,
        Duration requestTimeout, Producer producer, Map<String, String> properties) {

    public KafkaSettings {
        if (replication < 1 || minInsync < 1 || minInsync > replication) {
            throw new IllegalArgumentException("replication " + replication + " with min-insync " + minInsync
                    + ": both are at least 1, and min-insync is at most replication");
        }
        properties = Map.copyOf(properties);
    }

    /**
     * Limits of writing. A write ends, well or badly, within {@code maxBlock + deliveryTimeout}.
     *
     * @param maxBlock
     *            how long a write may wait for the broker's metadata or for room in the buffer
     * @param deliveryTimeout
     *            how long a write may wait for its acknowledgement; its outcome is unknown after that
     * @param buffer
     *            bytes that may wait
     * @param maxWaiting
     *            writes that may wait; further ones are refused at once
     */
    public record Producer(Duration maxBlock, Duration deliveryTimeout, long buffer, int maxWaiting) {
        public Producer {
            if (maxWaiting < 1 || buffer < 1024 * 1024) {
                throw new IllegalArgumentException("max-waiting is at least 1 and buffer at least 1MiB");
            }
        }
    }

    /** The same for another broker. */
    public KafkaSettings withBootstrap(String other) {
        return new KafkaSettings(other, topicPrefix, replication, minInsync, flush, requestTimeout, producer, properties);
    }

    /** Settings for a broker on this machine: what the defaults file says, for tests and tools. */
    public static KafkaSettings local(String bootstrap, String topicPrefix) {
        return new KafkaSettings(bootstrap, topicPrefix, 1, 1, false, Duration.ofSeconds(5),
                new Producer(Duration.ofSeconds(1), Duration.ofSeconds(5), 32L * 1024 * 1024, 4096), Map.of());
    }

    /** The properties that every client has in common; a fresh map that the caller may add to. */
    public Map<String, String> clientProperties() {
        Map<String, String> all = new HashMap<>(properties);
        all.put("bootstrap.servers", bootstrap);
        all.put("request.timeout.ms", Long.toString(requestTimeout.toMillis()));
        // Brokers of one machine come back within a second or two: ask often, and do not wait long.
        all.putIfAbsent("reconnect.backoff.ms", "50");
        all.putIfAbsent("reconnect.backoff.max.ms", "500");
        all.putIfAbsent("retry.backoff.ms", "50");
        all.putIfAbsent("retry.backoff.max.ms", "500");
        all.putIfAbsent("socket.connection.setup.timeout.ms", "2000");
        all.putIfAbsent("enable.metrics.push", "false");
        return all;
    }
}
