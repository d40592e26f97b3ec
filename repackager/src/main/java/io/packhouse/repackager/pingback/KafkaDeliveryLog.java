package io.packhouse.repackager.pingback;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.Headers;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.TopicNames;
import io.packhouse.contracts.deliveries.DeliveryRecord;
import io.packhouse.contracts.deliveries.DeliveryRecord.Wanted;
import io.packhouse.platform.kafka.KafkaSettings;
import io.packhouse.platform.kafka.LogWriter;

/** The log of deliveries on {@link Topic#DELIVERIES}, keyed by origin. */
final class KafkaDeliveryLog implements DeliveryLog, AutoCloseable {

    private static final Duration READ_LIMIT = Duration.ofSeconds(5);
    private static final long ACKNOWLEDGED_WITHIN_SECONDS = 30;

    private final LogWriter writer;
    private final String topic;
    private final Map<String, Object> properties;
    /** Made when something is read again for the first time; guarded by this. */
    private @Nullable KafkaConsumer<String, byte[]> reader;

    KafkaDeliveryLog(LogWriter writer, KafkaSettings kafka) {
        this.writer = writer;
        this.topic = new TopicNames(kafka.topicPrefix()).of(Topic.DELIVERIES);
        this.properties = new HashMap<>(kafka.clientProperties());
        properties.put("key.deserializer", "org.apache.kafka.common.serialization.StringDeserializer");
        properties.put("value.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer");
        properties.put("enable.auto.commit", "false");
        properties.put("auto.offset.reset", "none");
        properties.put("max.poll.records", "1");
        properties.put("fetch.max.bytes", "65536");
        properties.put("max.partition.fetch.bytes", "65536");
    }

    @Override
    public void append(String origin, DeliveryRecord record) throws InterruptedException {
        append(writer, origin, record);
    }

    /** Appends a record and waits for the acknowledgement; fails as {@link DeliveryLog#append}. */
    static void append(LogWriter writer, String origin, DeliveryRecord record) throws InterruptedException {
        try {
            writer.append(Topic.DELIVERIES, origin,
                    Map.of(Headers.JOB, record.job().value(), Headers.CONTENT_TYPE, Headers.JSON), Json.write(record))
                    .toCompletionStage().toCompletableFuture().get(ACKNOWLEDGED_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof FailureException known ? known : unavailable(e);
        } catch (TimeoutException e) {
            throw unavailable(e);
        }
    }

    @Override
    public synchronized Wanted recall(int partition, long offset) {
        TopicPartition place = new TopicPartition(topic, partition);
        try {
            KafkaConsumer<String, byte[]> from = reader == null ? new KafkaConsumer<>(properties) : reader;
            reader = from;
            from.assign(List.of(place));
            from.seek(place, offset);
            long end = System.nanoTime() + READ_LIMIT.toNanos();
            while (System.nanoTime() - end < 0) {
                for (ConsumerRecord<String, byte[]> record : from.poll(Duration.ofMillis(200))) {
                    return wanted(record, offset);
                }
            }
            throw new Failure(Failure.Code.UNAVAILABLE, "Kafka does not answer").exception();
        } catch (OffsetOutOfRangeException e) {
            throw gone();
        } catch (KafkaException e) {
            throw unavailable(e);
        }
    }

    private static Wanted wanted(ConsumerRecord<String, byte[]> record, long offset) {
        try {
            if (record.offset() == offset) {
                switch (Json.read(record.value(), DeliveryRecord.class)) {
                    case Wanted wanted -> {
                        return wanted;
                    }
                    case DeliveryRecord.Replayed replayed -> {
                        return replayed.wanted();
                    }
                    case DeliveryRecord.Carried carried -> {
                        return carried.wanted();
                    }
                    default -> throw gone();
                }
            }
        } catch (UncheckedIOException e) {
            // Cannot be: it was read before.
        }
        throw gone();
    }

    private static FailureException gone() {
        return new Failure(Failure.Code.NOT_FOUND, "the record is no longer on the log").exception();
    }

    private static FailureException unavailable(Exception cause) {
        return new Failure(Failure.Code.UNAVAILABLE, "Kafka does not answer").exception(cause);
    }

    @Override
    public synchronized void close() {
        if (reader != null) {
            reader.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        }
    }
}
