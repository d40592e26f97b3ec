package io.packhouse.repackager.pingback;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.deliveries.DeliveryState;
import io.packhouse.platform.secrets.Secrets;
import io.packhouse.testkit.KafkaCluster;

import static org.awaitility.Awaitility.await;

/** A house of deliveries on a running Kafka, and receivers of a test. */
abstract class DeliveryScene {

    static final Duration SOON = Duration.ofSeconds(60);
    static final Secrets SECRETS = Secrets.of("s3cret-of-the-test");

    @TempDir
    Path directory;
    DeliveryHouse house;
    KafkaCluster cluster;
    final List<HttpReceiver> receivers = new ArrayList<>();

    @BeforeEach
    void open(KafkaCluster given) {
        cluster = given;
        house = new DeliveryHouse(cluster.bootstrapServers(), directory);
    }

    @AfterEach
    void close() {
        house.close();
        receivers.forEach(HttpReceiver::close);
    }

    HttpReceiver receiver(HttpReceiver.Answers answers) {
        HttpReceiver receiver = new HttpReceiver(answers);
        receivers.add(receiver);
        return receiver;
    }

    void delivered(JobId job) {
        await().atMost(SOON).until(() -> house.isDelivered(job));
    }

    void givenUp(JobId job) {
        await().atMost(SOON).until(
                () -> house.attempted(job).stream().anyMatch(attempted -> attempted.state() == DeliveryState.GIVEN_UP));
    }
}
