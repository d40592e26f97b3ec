package io.packhouse.broker;

import java.nio.file.Path;
import java.util.Map;

/**
 * What an {@link EmbeddedBroker} is started with.
 *
 * @param dataDirectory
 *            where the broker keeps everything; made when missing. One running broker per directory
 * @param host
 *            the address that it listens at and tells its clients
 * @param port
 *            the port for clients; 0 takes any free one
 * @param durability
 *            which accident an acknowledged record survives
 * @param overrides
 *            broker properties that go over what {@link EmbeddedBroker} sets, by their names in Kafka's documentation
 */
public record BrokerSettings(Path dataDirectory, String host, int port, Durability durability,
        Map<String, String> overrides) {

    public BrokerSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("The broker's port " + port + " is not one of 0 to 65535");
        }
        overrides = Map.copyOf(overrides);
    }

    /** A broker on any free port of the loopback address that survives the end of its process. */
    public static BrokerSettings in(Path dataDirectory) {
        return new BrokerSettings(dataDirectory, "127.0.0.1", 0, Durability.PROCESS_KILL, Map.of());
    }

    /** These settings at another port. */
    public BrokerSettings withPort(int other) {
        return new BrokerSettings(dataDirectory, host, other, durability, overrides);
    }

    /** These settings at another address. */
    public BrokerSettings withHost(String other) {
        return new BrokerSettings(dataDirectory, other, port, durability, overrides);
    }

    /** These settings with another durability. */
    public BrokerSettings withDurability(Durability other) {
        return new BrokerSettings(dataDirectory, host, port, other, overrides);
    }

    /** These settings with other broker properties set. */
    public BrokerSettings withOverrides(Map<String, String> other) {
        return new BrokerSettings(dataDirectory, host, port, durability, other);
    }
}
