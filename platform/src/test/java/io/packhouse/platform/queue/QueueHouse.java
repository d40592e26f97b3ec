package io.packhouse.platform.queue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

import io.packhouse.contracts.Event;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.TopicNames;
import io.packhouse.platform.jobs.CommandRecords;
import io.packhouse.platform.jobs.CommandRecords.Envelope;
import io.packhouse.platform.jobs.Outcomes;
import io.packhouse.platform.kafka.KafkaLogWriter;
import io.packhouse.platform.kafka.KafkaSettings;
import io.packhouse.platform.kafka.Provisioner;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.service.Service;

/** Everything around a queue, real: topics of its own on a running Kafka, an object store, queues with handlers. */
final class QueueHouse implements AutoCloseable {

    static final Topic QUEUE = Topic.WORK_INSTALLERS;
    /** A busy machine may take long to answer the first question of a client. */
    private static final KafkaSettings.Producer PATIENT = new KafkaSettings.Producer(Duration.ofSeconds(10),
            Duration.ofSeconds(40), 32L * 1024 * 1024, 4096);

    final KafkaSettings kafka;
    final QueueSettings settings;
    final TopicNames names;
    final Admin admin;
    final ObjectStore objects;
    final Outcomes outcomes;
    final KafkaLogWriter writer;
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final GroupOffsets offsets;
    private final Vertx vertx = Vertx.vertx();
    private final List<Service> services = new ArrayList<>();

    /** Short limits, so that what takes minutes in a house takes seconds in a test. */
    static QueueSettings quick() {
        return new QueueSettings(Duration.ofSeconds(1), 4, 10, Duration.ofMillis(20), Duration.ofSeconds(10),
                Duration.ofSeconds(1));
    }

    QueueHouse(String bootstrap, Path directory, QueueSettings settings) {
        this.settings = settings;
        this.kafka = new KafkaSettings(bootstrap, "t" + JobId.random().value().substring(0, 8) + ".", 1, 1, false,
                Duration.ofSeconds(10), PATIENT, Map.of());
        this.names = new TopicNames(kafka.topicPrefix());
        this.admin = Admin.create(new HashMap<>(kafka.clientProperties()));
        new Provisioner(admin, kafka, settings).run();
        this.objects = new FileObjectStore(directory);
        this.outcomes = new Outcomes(objects);
        this.writer = new KafkaLogWriter(vertx, kafka);
        this.offsets = new GroupOffsets(admin, names, QUEUE, Duration.ofSeconds(20));
    }

    /** A running queue with that many permits. */
    WorkQueue work(String worker, int permits, JobHandler... handlers) {
        return work(settings, worker, permits, handlers);
    }

    WorkQueue work(QueueSettings own, String worker, int permits, JobHandler... handlers) {
        WorkQueue queue = new WorkQueue(kafka, own, QUEUE, worker, permits, List.of(handlers), objects, writer, registry);
        services.add(queue);
        queue.start();
        return queue;
    }

    Housekeeping housekeeping(JobHandler... handlers) {
        return new Housekeeping(kafka, settings, QUEUE, List.of(handlers), admin, writer, objects, registry);
    }

    /** Submits a job; acknowledged when this returns. */
    JobId submit(String kind, Object body) throws Exception {
        return submit(JobId.random(), kind, body);
    }

    JobId submit(JobId job, String kind, Object body) throws Exception {
        var record = CommandRecords.inline(new Envelope(job, kind, "test", Instant.now(), null), Json.write(body));
        append(record.key(), record.headers(), record.value());
        return job;
    }

    void append(String key, Map<String, String> headers, byte[] value) throws Exception {
        writer.append(QUEUE, key, headers, value).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    Optional<Outcome> outcome(JobId job) {
        return outcomes.find(job);
    }

    /** Every event told so far, in order. */
    List<Event> events() {
        return read(Topic.EVENTS).stream().map(record -> Json.read(record.value(), Event.class)).toList();
    }

    /** Every record of a topic, in order. */
    List<ConsumerRecord<String, byte[]>> read(Topic topic) {
        Map<String, Object> all = new HashMap<>(kafka.clientProperties());
        all.put("key.deserializer", "org.apache.kafka.common.serialization.StringDeserializer");
        all.put("value.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer");
        all.put("auto.offset.reset", "earliest");
        // At the end of the log a fetch waits for more, and closing waits for the fetch.
        all.put("fetch.max.wait.ms", "20");
        TopicPartition partition = new TopicPartition(names.of(topic), 0);
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(all)) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    @Override
    public void close() {
        services.forEach(Service::close);
        writer.close();
        admin.close(Duration.ofSeconds(5));
        vertx.close();
    }
}
