package io.packhouse.platform.queue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Headers;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.TopicNames;
import io.packhouse.platform.kafka.KafkaSettings;

/**
 * Puts a dead letter back to work, for operators: the same command as a <b>new job</b>, because the outcome of the old one
 * was created once and stays. Blocks.
 */
public final class DeadLetterRetry {

    private static final Duration ASK = Duration.ofMillis(500);

    private final KafkaSettings kafka;
    private final TopicNames names;

    /** Connects to nothing yet. */
    public DeadLetterRetry(KafkaSettings kafka) {
        this.kafka = kafka;
        this.names = new TopicNames(kafka.topicPrefix());
    }

    /**
     * A job that the queue gave up.
     *
     * @param reason
     *            why, in the words of the one who gave up
     * @param at
     *            when
     */
    public record DeadLetter(String job, String reason, Instant at) {
    }

    /** Every dead letter that is still kept, the oldest first. */
    public void list(Consumer<DeadLetter> reader) {
        read(letter -> reader.accept(new DeadLetter(String.valueOf(letter.key()),
                text(letter, DeadLetters.REASON).orElse("no reason was given"), Instant.ofEpochMilli(letter.timestamp()))));
    }

    /**
     * Puts {@code job} back.
     *
     * @return the id of the new job
     * @throws io.packhouse.contracts.FailureException
     *             {@code NOT_FOUND} when there is no such dead letter, {@code UNAVAILABLE} when Kafka does not answer
     */
    public JobId retry(JobId job) {
        var last = new Object() {
            @Nullable
            ConsumerRecord<String, byte[]> letter;
        };
        read(letter -> {
            if (job.value().equals(letter.key())) {
                last.letter = letter;
            }
        });
        var letter = Optional.ofNullable(last.letter).orElseThrow(() -> new Failure(Failure.Code.NOT_FOUND,
                "there is no dead letter of the job " + job + "; 'jobs retry --list' shows those that are kept")
                .exception());
        return putBack(letter);
    }

    private JobId putBack(ConsumerRecord<String, byte[]> letter) {
        var plainName = text(letter, DeadLetters.QUEUE).orElse("");
        var queue = Arrays.stream(Topic.values()).filter(topic -> topic.plainName().equals(plainName)).findFirst()
                .orElseThrow(() -> new Failure(Failure.Code.CONFLICT,
                        "the dead letter comes from the queue '" + plainName + "', which is none of ours").exception());
        var job = JobId.random();
        var record = new ProducerRecord<String, byte[]>(names.of(queue), job.value(), letter.value());
        letter.headers().forEach(header -> record.headers().add(header));
        record.headers().remove(DeadLetters.REASON).remove(DeadLetters.QUEUE).remove(Headers.JOB)
                .remove(Headers.ACCEPTED_AT);
        record.headers().add(Headers.JOB, bytes(job.value())).add(Headers.ACCEPTED_AT, bytes(Instant.now().toString()));
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.put("acks", "all");
        try (var producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(record).get();
            return job;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        } catch (ExecutionException | KafkaException e) {
            throw unavailable(e);
        }
    }

    private void read(Consumer<ConsumerRecord<String, byte[]>> reader) {
        var partition = new TopicPartition(names.of(Topic.DEAD_LETTERS), 0);
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.put("default.api.timeout.ms", (int) kafka.requestTimeout().toMillis() * 2);
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(ASK).forEach(reader);
            }
        } catch (KafkaException e) {
            throw unavailable(e);
        }
    }

    private RuntimeException unavailable(Exception cause) {
        return new Failure(Failure.Code.UNAVAILABLE,
                "Kafka at " + kafka.bootstrap() + " does not answer: " + cause.getMessage()).exception(cause);
    }

    private static Optional<String> text(ConsumerRecord<String, byte[]> letter, String header) {
        return Optional.ofNullable(letter.headers().lastHeader(header))
                .map(found -> new String(found.value(), StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
