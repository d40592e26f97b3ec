package io.packhouse.repackager.pingback;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.TopicNames;
import io.packhouse.contracts.deliveries.DeliveryRecord;
import io.packhouse.contracts.deliveries.DeliveryRecord.Attempted;
import io.packhouse.contracts.deliveries.DeliveryRecord.Wanted;
import io.packhouse.contracts.deliveries.DeliveryState;
import io.packhouse.contracts.deliveries.Origin;
import io.packhouse.platform.config.Config;
import io.packhouse.platform.kafka.KafkaSettings;
import io.packhouse.platform.kafka.Provisioner;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.platform.outbound.Outbound;
import io.packhouse.platform.process.Foundation;
import io.packhouse.platform.secrets.Secrets;

/** Topics of its own on a running Kafka, and the processes that make deliveries there. */
final class DeliveryHouse implements AutoCloseable {

    final Foundation foundation;
    private final KafkaSettings kafka;
    private final Path directory;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    DeliveryHouse(String bootstrap, Path directory) {
        this.kafka = KafkaSettings.local(bootstrap, "t" + JobId.random().value().substring(0, 8) + ".");
        this.directory = directory;
        this.foundation = foundation(kafka, directory, Map.of());
        new Provisioner(foundation.admin(), kafka, foundation.queue()).run();
        open.push(foundation);
    }

    /** Quick settings, but for {@code flags}. */
    static Foundation foundation(KafkaSettings kafka, Path directory, Map<String, String> flags) {
        Map<String, String> all = new HashMap<>(Map.of("outbound.allow-loopback", "true", "deliveries.session-timeout", "6s",
                "deliveries.schedule", "100ms,200ms,500ms,500ms,500ms,500ms,500ms,500ms,500ms,500ms,1s,1s,1s,1s,1s,1s,1s",
                "deliveries.jitter", "0", "deliveries.breaker.pause", "200ms", "deliveries.breaker.longest-pause", "1s"));
        all.putAll(flags);
        Config config = Config.load(List.of("config/platform.yaml", DeliveriesSettings.DEFAULTS), Optional.empty(), Map.of(),
                all);
        return Foundation.open(config, kafka, new FileObjectStore(directory), new SimpleMeterRegistry());
    }

    KafkaSettings kafka() {
        return kafka;
    }

    /** A process that makes deliveries. */
    DeliveryService deliver(Secrets secrets, String... flags) {
        Map<String, String> all = new LinkedHashMap<>();
        for (int i = 0; i < flags.length; i += 2) {
            all.put("deliveries." + flags[i], flags[i + 1]);
        }
        Foundation own = foundation(kafka, directory, all);
        Outbound outbound = Outbound.open(own);
        DeliveryService service = new DeliveryService(own, outbound, secrets);
        open.push(own);
        open.push(outbound);
        open.push(service);
        service.start();
        return service;
    }

    /** The same in another time and with receivers that only it knows. */
    DeliveryService deliver(Secrets secrets, Timers timers, Sender sender) {
        Foundation own = foundation(kafka, directory, Map.of());
        DeliveryService service = new DeliveryService(own, PartitionHouse.settings(Map.of("deliveries.jitter", "0")), sender,
                secrets, "days", timers);
        open.push(own);
        open.push(service);
        service.start();
        return service;
    }

    JobId wanted(String url) throws InterruptedException {
        return wanted(url, "");
    }

    JobId wanted(String url, String secretName) throws InterruptedException {
        JobId job = JobId.random();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("result", "success");
        fields.put("msg", "Exporting extension to greeter.xpi.");
        fields.put("id", "jid1-AbCdEfGhIjKlMn@jetpack");
        fields.put("location", "https://builder.example/xpi/download/" + job + "/greeter/");
        fields.put("request", "addon=3615&secret=&uuid=17");
        fields.put("job", job.value());
        append(url, new Wanted(job, Instant.now(), url, secretName, fields));
        return job;
    }

    void append(String url, DeliveryRecord record) throws InterruptedException {
        KafkaDeliveryLog.append(foundation.writer(), Origin.of(url), record);
    }

    /** Every record of the log, in order for each origin. */
    List<ConsumerRecord<String, byte[]>> log() {
        Map<String, Object> all = new HashMap<>(kafka.clientProperties());
        all.put("key.deserializer", "org.apache.kafka.common.serialization.StringDeserializer");
        all.put("value.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer");
        // At the end of the log a fetch waits for more, and closing waits for the fetch.
        all.put("fetch.max.wait.ms", "20");
        String topic = new TopicNames(kafka.topicPrefix()).of(Topic.DELIVERIES);
        List<TopicPartition> partitions = IntStream.range(0, Topic.DELIVERIES.partitions())
                .mapToObj(partition -> new TopicPartition(topic, partition)).toList();
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(all)) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    /** From where the next owner of a partition would read. */
    long committed(int partition) throws Exception {
        var place = new TopicPartition(new TopicNames(kafka.topicPrefix()).of(Topic.DELIVERIES), partition);
        var offset = foundation.admin().listConsumerGroupOffsets(kafka.topicPrefix() + "deliverers")
                .partitionsToOffsetAndMetadata().get().get(place);
        return offset == null ? -1 : offset.offset();
    }

    <T extends DeliveryRecord> List<T> records(JobId job, Class<T> type) {
        return log().stream().map(record -> Json.read(record.value(), DeliveryRecord.class))
                .filter(record -> record.job().equals(job)).filter(type::isInstance).map(type::cast).toList();
    }

    List<Attempted> attempted(JobId job) {
        return records(job, Attempted.class);
    }

    boolean isDelivered(JobId job) {
        return attempted(job).stream().anyMatch(attempted -> attempted.state() == DeliveryState.DELIVERED);
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
