package io.packhouse.deploy;

import java.nio.file.Path;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.packhouse.broker.BrokerSettings;
import io.packhouse.broker.Durability;
import io.packhouse.broker.EmbeddedBroker;
import io.packhouse.platform.config.Config;
import io.packhouse.platform.kafka.KafkaSettings;
import io.packhouse.platform.service.Service;

/** The embedded Kafka as a service of a process. A fault that it cannot live with ends the process. */
public final class BrokerService implements Service {

    private final BrokerSettings settings;
    private @Nullable EmbeddedBroker broker;

    public BrokerService(BrokerSettings settings) {
        this.settings = settings;
    }

    /** The broker that {@code config} describes, in {@code kafka/} of {@code data}. */
    public static BrokerSettings settings(Config config, Path data) {
        var section = config.section("broker", BrokerSection.class);
        var flush = config.section("kafka", KafkaSettings.class).flush();
        return new BrokerSettings(data.resolve("kafka"), section.host(), section.port(),
                flush ? Durability.POWER_LOSS : Durability.PROCESS_KILL, Map.of());
    }

    @Override
    public String name() {
        return "Kafka";
    }

    @Override
    public void start() {
        broker = EmbeddedBroker.start(settings);
    }

    /** Where clients reach it, once it is started. */
    public String bootstrapServers() {
        if (broker == null) {
            throw new IllegalStateException("The broker was not started");
        }
        return broker.bootstrapServers();
    }

    @Override
    public void close() {
        if (broker != null) {
            broker.close();
        }
    }
}
