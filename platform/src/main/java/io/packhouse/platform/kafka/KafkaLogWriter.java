package io.packhouse.platform.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.kafka.client.producer.KafkaProducer;
import io.vertx.kafka.client.producer.KafkaProducerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.TopicNames;
import io.packhouse.platform.service.Service;

/**
 * The {@link LogWriter} over {@code vertx-kafka-client}.
 *
 * <p>
 * That client serialises sends on one worker, and with the broker gone each waits its whole {@code max.block.ms}: so what
 * may wait is counted, and after a failure further appends are refused at once, but for one every
 * {@value #PROBE_MILLIS} ms that finds out whether the broker is back.
 */
public final class KafkaLogWriter implements LogWriter, Service {

    private static final Logger log = LoggerFactory.getLogger(KafkaLogWriter.class);
    private static final long PROBE_MILLIS = 250;

    private final KafkaSettings settings;
    private final TopicNames names;
    private final KafkaProducer<String, byte[]> producer;
    private final AtomicInteger waiting = new AtomicInteger();
    /** 0 while the broker answers; else the {@code nanoTime} from which the next probe may go. */
    private final AtomicLong awayUntil = new AtomicLong();

    public KafkaLogWriter(Vertx vertx, KafkaSettings settings) {
        this.settings = settings;
        this.names = new TopicNames(settings.topicPrefix());
        this.producer = KafkaProducer.create(vertx, properties(settings));
        producer.exceptionHandler(
                e -> log.atDebug().addKeyValue("cause", e.toString()).log("Producer reports a failed send"));
    }

    private static Map<String, String> properties(KafkaSettings settings) {
        Map<String, String> all = settings.clientProperties();
        KafkaSettings.Producer limits = settings.producer();
        all.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, "org.apache.kafka.common.serialization.StringSerializer");
        all.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, "org.apache.kafka.common.serialization.ByteArraySerializer");
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        // Someone waits for each of these records; batches form by themselves under load.
        all.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.toString(limits.maxBlock().toMillis()));
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Long.toString(limits.deliveryTimeout().toMillis()));
        all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Long.toString(Math.min(settings.requestTimeout().toMillis(), limits.deliveryTimeout().toMillis())));
        all.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Long.toString(limits.buffer()));
        return all;
    }

    @Override
    public String name() {
        return "log-writer";
    }

    @Override
    public void start() {
        // The producer connects by itself.
    }

    @Override
    public Future<Position> append(Topic topic, String key, Map<String, String> headers, byte[] value) {
        if (waiting.get() >= settings.producer().maxWaiting()) {
            return Future.failedFuture(unavailable("more than " + settings.producer().maxWaiting() + " writes wait", null));
        }
        if (!mayTry()) {
            return Future.failedFuture(unavailable("Kafka does not answer", null));
        }
        waiting.incrementAndGet();
        KafkaProducerRecord<String, byte[]> record = KafkaProducerRecord.create(names.of(topic), key, value);
        headers.forEach((name, text) -> record.addHeader(name, Buffer.buffer(text.getBytes(StandardCharsets.UTF_8))));
        long limit = settings.producer().maxBlock().plus(settings.producer().deliveryTimeout()).toMillis();
        return producer.send(record).timeout(limit, TimeUnit.MILLISECONDS).transform(sent -> {
            waiting.decrementAndGet();
            if (sent.succeeded()) {
                back();
                return Future.succeededFuture(new Position(sent.result().getPartition(), sent.result().getOffset()));
            }
            return Future.failedFuture(failed(topic, sent.cause()));
        });
    }

    private RuntimeException failed(Topic topic, Throwable cause) {
        if (cause instanceof RecordTooLargeException) {
            return new Failure(Failure.Code.TOO_LARGE, "the record is larger than the broker takes").exception(cause);
        }
        if (!(cause instanceof InvalidTopicException || cause instanceof UnknownTopicOrPartitionException)) {
            away(cause);
        }
        return unavailable("Kafka did not acknowledge a write to " + names.of(topic), cause);
    }

    private static RuntimeException unavailable(String why, @org.jspecify.annotations.Nullable Throwable cause) {
        Failure failure = new Failure(Failure.Code.UNAVAILABLE, why + "; try again in a few seconds");
        return cause == null ? failure.exception() : failure.exception(cause);
    }

    private boolean mayTry() {
        long until = awayUntil.get();
        if (until == 0) {
            return true;
        }
        long now = System.nanoTime();
        return now - until >= 0 && awayUntil.compareAndSet(until, nextProbe(now));
    }

    private static long nextProbe(long now) {
        long next = now + TimeUnit.MILLISECONDS.toNanos(PROBE_MILLIS);
        return next == 0 ? 1 : next;
    }

    private void away(Throwable cause) {
        if (awayUntil.getAndSet(nextProbe(System.nanoTime())) == 0) {
            log.atWarn().addKeyValue("cause", cause.toString())
                    .log("Kafka does not answer; writes are refused until it does");
        }
    }

    private void back() {
        if (awayUntil.get() != 0 && awayUntil.getAndSet(0) != 0) {
            log.info("Kafka answers again");
        }
    }

    @Override
    public boolean available() {
        return awayUntil.get() == 0;
    }

    @Override
    public void close() {
        try {
            producer.close(settings.requestTimeout().toMillis()).toCompletionStage().toCompletableFuture()
                    .get(settings.requestTimeout().toMillis() + 1000, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            log.atWarn().addKeyValue("cause", e.toString()).log("The producer did not close in time");
        }
    }
}
