package io.packhouse.platform.queue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.Topic;
import io.packhouse.testkit.KafkaCluster;
import io.packhouse.testkit.OnEveryKafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Ended records are deleted, and what the broker archived without a word is found. */
@OnEveryKafka
class HousekeepingIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path directory;
    QueueHouse house;

    @BeforeEach
    void open(KafkaCluster cluster) {
        house = new QueueHouse(cluster.bootstrapServers(), directory, QueueHouse.quick());
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void deletesWhatHasEndedAndKeepsWhatHasNot() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        house.work("w1", 2, new CountingHandler("sum", (_, _) -> 1), new CountingHandler("slow", (_, _) -> {
            release.await();
            return 1;
        }));
        for (int i = 0; i < 5; i++) {
            house.submit("sum", Map.of());
        }
        JobId slow = house.submit("slow", Map.of());
        JobId after = house.submit("sum", Map.of());
        await().atMost(SOON).until(() -> house.outcome(after).isPresent());

        await().atMost(SOON).untilAsserted(() -> {
            house.housekeeping().sweep();
            assertThat(house.offsets.earliest()).as("the slow job holds the window").isBetween(1L, 5L);
        });
        assertThat(house.read(Topic.WORK_INSTALLERS)).extracting(record -> record.key()).contains(slow.value(),
                after.value());
        release.countDown();
        await().atMost(SOON).until(() -> house.outcome(slow).isPresent());
        await().atMost(SOON).untilAsserted(() -> {
            house.housekeeping().sweep();
            assertThat(house.offsets.earliest()).isEqualTo(7);
        });
    }

    @Test
    void putsBackOnceWhatWasArchivedWithoutAnOutcomeAndThenEndsItAsAbandoned() throws Exception {
        JobId job = house.submit("sum", Map.of());
        archive(job);
        await().atMost(SOON).until(() -> house.housekeeping().sweep() > 0);
        assertThat(house.read(Topic.WORK_INSTALLERS)).singleElement()
                .satisfies(record -> assertThat(record.key()).isEqualTo(job.value()));
        assertThat(house.outcome(job)).isEmpty();

        CountingHandler handler = new CountingHandler("sum", (_, _) -> 1);
        archive(job);
        await().atMost(SOON).until(() -> house.housekeeping(handler).sweep() > 0);
        assertThat(handler.told(job)).singleElement().isEqualTo(house.outcome(job).orElseThrow());
        assertThat(house.outcome(job)).get().isInstanceOfSatisfying(Outcome.Failed.class,
                outcome -> assertThat(outcome.failure().code()).isEqualTo(Failure.Code.ABANDONED));
        assertThat(house.read(Topic.DEAD_LETTERS)).hasSize(1);
        assertThat(house.registry.get("packhouse.queue.abandoned").counter().count()).isEqualTo(1);
    }

    @Test
    void aJobThatWasPutBackIsRun() throws Exception {
        JobId job = house.submit("sum", Map.of());
        archive(job);
        await().atMost(SOON).until(() -> house.housekeeping().sweep() > 0);
        house.work("w1", 1, new CountingHandler("sum", (_, _) -> 1));

        await().atMost(SOON).until(() -> house.outcome(job).filter(Outcome.Succeeded.class::isInstance).isPresent());
    }

    /** Uses up the deliveries of a record, as workers do that die each time. */
    private void archive(JobId job) {
        Map<String, Object> all = new HashMap<>(house.kafka.clientProperties());
        all.put("group.id", house.names.groupOf(Topic.WORK_INSTALLERS));
        all.put("key.deserializer", "org.apache.kafka.common.serialization.StringDeserializer");
        all.put("value.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer");
        all.put("share.acknowledgement.mode", "explicit");
        all.put("share.acquire.mode", "record_limit");
        all.put("max.poll.records", "1");
        int deliveries = 0;
        try (KafkaShareConsumer<String, byte[]> consumer = new KafkaShareConsumer<>(all)) {
            consumer.subscribe(List.of(house.names.of(Topic.WORK_INSTALLERS)));
            long deadline = System.nanoTime() + SOON.toNanos();
            while (deliveries < house.settings.deliveryLimit() && System.nanoTime() < deadline) {
                for (var record : consumer.poll(Duration.ofMillis(500))) {
                    assertThat(record.key()).isEqualTo(job.value());
                    deliveries = record.deliveryCount().orElseThrow();
                    consumer.acknowledge(record, AcknowledgeType.RELEASE);
                    consumer.commitSync();
                }
            }
        }
        assertThat(deliveries).isEqualTo(house.settings.deliveryLimit());
    }
}
