package io.packhouse.signing;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.TopicNames;
import io.packhouse.contracts.signing.MakeSignature;
import io.packhouse.platform.config.Config;
import io.packhouse.platform.jobs.CommandRecords;
import io.packhouse.platform.jobs.CommandRecords.Envelope;
import io.packhouse.platform.jobs.CommandRecords.Written;
import io.packhouse.platform.jobs.Outcomes;
import io.packhouse.platform.kafka.KafkaSettings;
import io.packhouse.platform.kafka.Provisioner;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.process.Foundation;

import static org.awaitility.Awaitility.await;

/** Topics of its own on a running Kafka, an object store, and the signers that serve there. */
final class SigningHouse implements AutoCloseable {

    private final KafkaSettings kafka;
    private final Path directory;
    private final Foundation gateway;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    SigningHouse(KafkaSettings kafka, Path directory) {
        this.kafka = kafka;
        this.directory = directory;
        this.gateway = foundation(Map.of());
        open.push(gateway);
        new Provisioner(gateway.admin(), kafka, gateway.queue()).run();
    }

    /** A signer, as a process of its own has one. */
    Foundation signer(Map<String, String> flags) throws Exception {
        Foundation own = foundation(flags);
        open.push(own);
        var service = new SigningService(own, _ -> KeyFolder.PASSWORD, Clock.systemUTC());
        open.push(service);
        service.start();
        return own;
    }

    private Foundation foundation(Map<String, String> flags) {
        var config = Config.load(List.of("config/platform.yaml", SigningSettings.DEFAULTS), Optional.empty(), Map.of(),
                flags);
        return Foundation.open(config, kafka, new FileObjectStore(directory), new SimpleMeterRegistry());
    }

    ObjectStore objects() {
        return gateway.objects();
    }

    /** Sends a command; answers its job. */
    JobId ask(MakeSignature wanted) throws Exception {
        JobId job = JobId.random();
        var envelope = new Envelope(job, Kind.SIGNATURE, "somebody", Instant.now(), null);
        byte[] body = Json.write(wanted);
        Written record = CommandRecords.isLarge(body)
                ? CommandRecords.inBlob(envelope, body, gateway.objects())
                : CommandRecords.inline(envelope, body);
        gateway.writer().append(Topic.WORK_SIGNING, record.key(), record.headers(), record.value()).toCompletionStage()
                .toCompletableFuture().get(30, TimeUnit.SECONDS);
        return job;
    }

    /** How a job ended. */
    Outcome outcome(JobId job) {
        var outcomes = new Outcomes(gateway.objects());
        return await().atMost(Duration.ofSeconds(60)).until(() -> outcomes.find(job), Optional::isPresent).orElseThrow();
    }

    /** Every record of a log with one partition. */
    <T> List<T> records(Topic topic, Class<T> type) {
        Map<String, Object> all = new HashMap<>(kafka.clientProperties());
        all.put("key.deserializer", "org.apache.kafka.common.serialization.StringDeserializer");
        all.put("value.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer");
        // At the end of the log a fetch waits for more, and closing waits for the fetch.
        all.put("fetch.max.wait.ms", "20");
        var partition = new TopicPartition(new TopicNames(kafka.topicPrefix()).of(topic), 0);
        List<T> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(all)) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> records.add(Json.read(record.value(), type)));
            }
        }
        return records;
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
