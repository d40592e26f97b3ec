package io.packhouse.deploy;

import io.packhouse.broker.BrokerSettings;
import io.packhouse.broker.EmbeddedBroker;
import io.packhouse.platform.service.Service;
import org.jspecify.annotations.Nullable;

/** The embedded Kafka as a service of a process. A fault that it cannot live with ends the process. */
public final class BrokerService implements Service {

    private final BrokerSettings settings;
    private @Nullable EmbeddedBroker broker;

    public BrokerService(BrokerSettings settings) {
        this.settings = settings;
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
