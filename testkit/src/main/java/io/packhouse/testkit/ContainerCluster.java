package io.packhouse.testkit;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

import io.packhouse.broker.EmbeddedBroker;

/**
 * The broker in a container, with the tuning of the embedded one. The image is {@code apache/kafka:4.3.1}, or what the
 * system property {@code packhouse.test.kafka-image} or the environment variable {@code TEST_KAFKA_IMAGE} says.
 */
final class ContainerCluster extends KafkaCluster {

    private static final String DEFAULT_IMAGE = "apache/kafka:4.3.1";
    private static final int PORT_IN_CONTAINER = 9092;

    private final FixedPort container = new FixedPort(FreePorts.next());

    ContainerCluster() {
        container.withEnv(environment()).start();
    }

    private static Map<String, String> environment() {
        return EmbeddedBroker.tuning().entrySet().stream().collect(Collectors.toMap(
                e -> "KAFKA_" + e.getKey().replace('.', '_').toUpperCase(Locale.ROOT), Map.Entry::getValue));
    }

    private static DockerImageName image() {
        var fromEnvironment = System.getenv("TEST_KAFKA_IMAGE");
        var name = System.getProperty("packhouse.test.kafka-image",
                fromEnvironment == null ? DEFAULT_IMAGE : fromEnvironment);
        return DockerImageName.parse(name).asCompatibleSubstituteFor("apache/kafka");
    }

    @Override
    public String bootstrapServers() {
        return container.getBootstrapServers();
    }

    @Override
    public void stop() {
        container.getDockerClient().stopContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void start() {
        container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
        Clients.awaitAnswer(bootstrapServers());
    }

    @Override
    public void close() {
        container.close();
    }

    /** Keeps its port over a restart, which the engine's own choice does not. */
    private static final class FixedPort extends KafkaContainer {
        FixedPort(int hostPort) {
            super(image());
            addFixedExposedPort(hostPort, PORT_IN_CONTAINER);
        }
    }
}
