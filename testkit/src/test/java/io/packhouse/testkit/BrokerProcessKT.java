package io.packhouse.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(120)
class BrokerProcessKT {

    private static final String TOPIC = "kept";

    @TempDir
    Path directory;

    @Test
    void whatWasAcknowledgedBeforeAKillIsThereAfterIt() throws Exception {
        try (var broker = BrokerProcess.start(directory); var producer = producer(broker)) {
            try (var admin = admin(broker)) {
                admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
            }
            for (int i = 0; i < 100; i++) {
                producer.send(new ProducerRecord<>(TOPIC, "value " + i)).get();
            }

            broker.kill9();
            broker.startAgain();

            try (var admin = admin(broker)) {
                var partition = new TopicPartition(TOPIC, 0);
                assertThat(
                        admin.listOffsets(Map.of(partition, OffsetSpec.latest())).partitionResult(partition).get().offset())
                        .isEqualTo(100);
            }
            assertThat(producer.send(new ProducerRecord<>(TOPIC, "after")).get().offset()).isEqualTo(100);
        }
    }

    @Test
    void aFrozenOneHoldsConnectionsAndAnswersNothingUntilItIsThawed() throws Exception {
        try (var broker = BrokerProcess.start(directory); var admin = admin(broker)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();

            broker.freeze();
            assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> admin.listTopics().names().get())
                    .withCauseInstanceOf(TimeoutException.class);

            broker.thaw();
            assertThat(admin.listTopics().names().get()).containsExactly(TOPIC);
        }
    }

    private static Admin admin(BrokerProcess broker) {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers(), "request.timeout.ms", "1000",
                "default.api.timeout.ms", "3000"));
    }

    private static KafkaProducer<String, String> producer(BrokerProcess broker) {
        return new KafkaProducer<>(Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new StringSerializer());
    }
}
