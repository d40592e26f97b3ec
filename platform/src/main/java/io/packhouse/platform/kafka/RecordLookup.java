package io.packhouse.platform.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.TopicNames;

/**
 * Reads single records again by their place, for those who remember places instead of contents. Blocks, some milliseconds per
 * record; one caller at a time, the others wait. Connects when it is asked for the first time.
 */
public final class RecordLookup implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final String FETCH_BYTES = "65536";

    private final TopicNames names;
    private final Map<String, Object> properties;
    /** Guarded by this. */
    private @Nullable KafkaConsumer<String, byte[]> consumer;
    private boolean closed;

    public RecordLookup(KafkaSettings kafka) {
        this.names = new TopicNames(kafka.topicPrefix());
        this.properties = new HashMap<>(kafka.clientProperties());
        properties.put("key.deserializer", "org.apache.kafka.common.serialization.StringDeserializer");
        properties.put("value.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer");
        properties.put("enable.auto.commit", "false");
        properties.put("auto.offset.reset", "none");
        properties.put("allow.auto.create.topics", "false");
        properties.put("max.poll.records", "1");
        // What lies behind the record is fetched and dropped; a larger record is fetched all the same.
        properties.put("fetch.max.bytes", FETCH_BYTES);
        properties.put("max.partition.fetch.bytes", FETCH_BYTES);
    }

    /**
     * The record at {@code position}, or empty when it is no more.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code UNAVAILABLE} when Kafka does not answer within some seconds
     */
    public synchronized Optional<LogRecord> find(Topic topic, Position position) {
        if (closed) {
            throw unavailable(null);
        }
        TopicPartition partition = new TopicPartition(names.of(topic), position.partition());
        try {
            KafkaConsumer<String, byte[]> from = consumer == null ? new KafkaConsumer<>(properties) : consumer;
            consumer = from;
            from.assign(List.of(partition));
            from.seek(partition, position.offset());
            long end = System.nanoTime() + LIMIT.toNanos();
            while (System.nanoTime() - end < 0) {
                for (ConsumerRecord<String, byte[]> record : from.poll(POLL)) {
                    return record.offset() == position.offset()
                            ? Optional.of(read(topic, position, record))
                            : Optional.empty();
                }
            }
            throw unavailable(null);
        } catch (OffsetOutOfRangeException e) {
            return Optional.empty();
        } catch (KafkaException e) {
            throw unavailable(e);
        }
    }

    private static LogRecord read(Topic topic, Position position, ConsumerRecord<String, byte[]> record) {
        return new LogRecord(topic, position, Instant.ofEpochMilli(record.timestamp()),
                record.key() == null ? "" : record.key(), RecordHeaders.texts(record.headers()),
                record.value() == null ? new byte[0] : record.value());
    }

    private static RuntimeException unavailable(@Nullable KafkaException cause) {
        Failure failure = new Failure(Failure.Code.UNAVAILABLE, "Kafka does not answer; try again shortly");
        return cause == null ? failure.exception() : failure.exception(cause);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (consumer != null) {
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        }
    }
}
