package io.packhouse.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.packhouse.broker.BrokerSettings;
import io.packhouse.broker.EmbeddedBroker;

/** The broker in this very process, with its data in a temporary directory. */
final class EmbeddedCluster extends KafkaCluster {

    private final Path directory;
    private EmbeddedBroker broker;

    EmbeddedCluster() {
        try {
            directory = Files.createTempDirectory("packhouse-kafka");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        broker = EmbeddedBroker.start(BrokerSettings.in(directory).withPort(FreePorts.next()));
    }

    @Override
    public synchronized String bootstrapServers() {
        return broker.bootstrapServers();
    }

    @Override
    public synchronized void stop() {
        broker.close();
    }

    @Override
    public synchronized void start() {
        broker = EmbeddedBroker.start(BrokerSettings.in(directory).withPort(broker.port()));
    }

    @Override
    public synchronized void close() {
        broker.close();
        Directories.delete(directory);
    }
}
