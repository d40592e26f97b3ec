package io.packhouse.platform.kafka;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import io.vertx.core.Vertx;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import io.packhouse.contracts.Topic;
import io.packhouse.contracts.TopicNames;
import io.packhouse.platform.kafka.KafkaSettings.Producer;
import io.packhouse.platform.queue.QueueSettings;
import io.packhouse.platform.service.Service;

/**
 * A house of its own on a broker: a prefix, provisioned topics, and what a test starts there, which it closes. All is patient,
 * because the machine may be slow; who takes the broker away asks for what is hasty.
 */
final class KafkaHouse implements AutoCloseable {

    private static final Duration HASTE = Duration.ofSeconds(2);
    private static final Producer PATIENT = new Producer(Duration.ofSeconds(10), Duration.ofSeconds(40), 4L * 1024 * 1024,
            4096);
    private static final Producer HASTY = new Producer(Duration.ofSeconds(1), HASTE, 4L * 1024 * 1024, 4096);

    private final Vertx vertx = Vertx.vertx();
    private final KafkaSettings settings;
    private final Admin admin;
    private final Deque<Service> services = new ArrayDeque<>();

    KafkaHouse(String bootstrap, String prefix) {
        settings = new KafkaSettings(bootstrap, prefix, 1, 1, false, Duration.ofSeconds(20), PATIENT, Map.of());
        admin = Admin.create(new HashMap<>(settings.clientProperties()));
    }

    /** The same with its topics and groups made. */
    KafkaHouse provisioned() {
        new Provisioner(admin, settings, QueueSettings.defaults()).run();
        return this;
    }

    Vertx vertx() {
        return vertx;
    }

    KafkaSettings settings() {
        return settings;
    }

    /** For a broker that goes away: questions and writes end soon. */
    KafkaSettings hasty() {
        return hasty(HASTY);
    }

    /** Questions end soon, writes as {@code limits} say. */
    KafkaSettings hasty(Producer limits) {
        return new KafkaSettings(settings.bootstrap(), settings.topicPrefix(), 1, 1, false, HASTE, limits, Map.of());
    }

    Admin admin() {
        return admin;
    }

    /** A writer that is not started. */
    KafkaLogWriter newWriter(KafkaSettings other) {
        var writer = new KafkaLogWriter(vertx, other);
        services.push(writer);
        return writer;
    }

    KafkaLogWriter writer() {
        return writer(settings);
    }

    KafkaLogWriter writer(KafkaSettings other) {
        var writer = newWriter(other);
        writer.start();
        return writer;
    }

    /** A view that is not started. */
    LogView newView(Admin asked, Set<Topic> topics, Consumer<LogRecord> fold) {
        return newView(settings, asked, topics, fold);
    }

    LogView newView(KafkaSettings other, Admin asked, Set<Topic> topics, Consumer<LogRecord> fold) {
        var view = new LogView(vertx, asked, other, topics, fold);
        services.push(view);
        return view;
    }

    LogView view(Consumer<LogRecord> fold, Topic... topics) {
        return view(settings, fold, topics);
    }

    LogView view(KafkaSettings other, Consumer<LogRecord> fold, Topic... topics) {
        var view = newView(other, admin, Set.of(topics), fold);
        view.start();
        return view;
    }

    TopicPartition partition(Topic topic) {
        return new TopicPartition(new TopicNames(settings.topicPrefix()).of(topic), 0);
    }

    /** Deletes the records before {@code offset}; -1 deletes all. */
    void delete(Topic topic, long offset) throws Exception {
        admin.deleteRecords(Map.of(partition(topic), RecordsToDelete.beforeOffset(offset))).all().get();
    }

    /** Sets configuration of a topic. */
    void set(Topic topic, Map<String, String> config) throws Exception {
        var operations = config.entrySet().stream()
                .map(entry -> new AlterConfigOp(new ConfigEntry(entry.getKey(), entry.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        admin.incrementalAlterConfigs(
                Map.of(new ConfigResource(ConfigResource.Type.TOPIC, partition(topic).topic()), operations))
                .all().get();
    }

    /** Everything that lies on a topic, read by another client than ours. */
    List<ConsumerRecord<String, byte[]>> read(Topic topic) {
        var partition = partition(topic);
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(Map.<String, Object>of("bootstrap.servers", settings.bootstrap()),
                new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(Set.of(partition));
            consumer.seekToBeginning(Set.of(partition));
            long end = consumer.endOffsets(Set.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    @Override
    public void close() {
        services.forEach(Service::close);
        admin.close(Duration.ZERO);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
