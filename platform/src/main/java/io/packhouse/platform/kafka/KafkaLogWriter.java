package io.packhouse.platform.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.VertxInternal;
import io.vertx.kafka.client.producer.KafkaProducer;
import io.vertx.kafka.client.producer.KafkaProducerRecord;
import io.vertx.kafka.client.producer.RecordMetadata;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
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
 * That client serialises sends on one worker, and a send that does not know its topic waits there for its whole
 * {@code max.block.ms}: so topics are looked up at the start and never forgotten, what may wait is bounded in number and
 * bytes, and from a failure until the broker answers again every append is refused at once.
 */
public final class KafkaLogWriter implements LogWriter, Service {

    private static final Logger log = LoggerFactory.getLogger(KafkaLogWriter.class);

    private final Context context;
    private final KafkaSettings settings;
    private final TopicNames names;
    private final KafkaProducer<String, byte[]> producer;
    private final WaitingRoom room;
    private final BrokerWatch broker;
    private final long limitMillis;
    private volatile boolean closed;

    public KafkaLogWriter(Vertx vertx, KafkaSettings settings) {
        KafkaSettings.Producer limits = settings.producer();
        this.context = ((VertxInternal) vertx).createEventLoopContext();
        this.settings = settings;
        this.names = new TopicNames(settings.topicPrefix());
        this.room = new WaitingRoom(limits.maxWaiting(), limits.buffer());
        this.limitMillis = limits.maxBlock().plus(limits.deliveryTimeout()).toMillis();
        this.producer = KafkaProducer.create(vertx, properties(settings));
        this.broker = new BrokerWatch(vertx, settings);
        // Without a handler each failed send is logged as an unhandled exception; its caller is told anyway.
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
        // By default a topic that nobody wrote to for five minutes is forgotten.
        all.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Long.toString(Duration.ofDays(20).toMillis()));
        return all;
    }

    @Override
    public String name() {
        return "log-writer";
    }

    /** Looks all topics up, for at most {@code maxBlock}. A broker that does not answer is no error: appends say so. */
    @Override
    public void start() {
        List<Future<?>> known = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            known.add(producer.partitionsFor(names.of(topic)));
        }
        try {
            Future.all(known).toCompletionStage().toCompletableFuture().get(limitMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            broker.lost(e);
        }
    }

    @Override
    public Future<Position> append(Topic topic, String key, Map<String, String> headers, byte[] value) {
        if (closed || !broker.answers()) {
            return Future.failedFuture(unavailable(closed ? "this process is stopping" : "Kafka does not answer", null));
        }
        int size = key.length() + value.length;
        if (!room.enter(size)) {
            return Future.failedFuture(unavailable("too many writes wait for Kafka", null));
        }
        return send(record(topic, key, headers, value)).onComplete(_ -> room.leave(size))
                .timeout(limitMillis, TimeUnit.MILLISECONDS)
                .transform(sent -> sent.succeeded()
                        ? Future.succeededFuture(new Position(sent.result().getPartition(), sent.result().getOffset()))
                        : Future.failedFuture(failed(topic, sent.cause())));
    }

    private KafkaProducerRecord<String, byte[]> record(Topic topic, String key, Map<String, String> headers, byte[] value) {
        KafkaProducerRecord<String, byte[]> record = KafkaProducerRecord.create(names.of(topic), key, value);
        headers.forEach((name, text) -> record.addHeader(name, Buffer.buffer(text.getBytes(StandardCharsets.UTF_8))));
        return record;
    }

    /** The producer keeps the order of sends from one context, and gives each thread that has none a new one now and then. */
    private Future<RecordMetadata> send(KafkaProducerRecord<String, byte[]> record) {
        Promise<RecordMetadata> sent = Promise.promise();
        try {
            context.runOnContext(_ -> sendHere(record, sent));
        } catch (RuntimeException e) {
            // Vert.x is closed.
            sent.tryFail(e);
        }
        return sent.future();
    }

    private void sendHere(KafkaProducerRecord<String, byte[]> record, Promise<RecordMetadata> sent) {
        try {
            producer.send(record).onComplete(sent);
        } catch (RuntimeException e) {
            sent.tryFail(e);
        }
    }

    private RuntimeException failed(Topic topic, Throwable cause) {
        if (cause instanceof RecordTooLargeException) {
            return new Failure(Failure.Code.TOO_LARGE, "the record is larger than the broker takes").exception(cause);
        }
        if (meansLost(cause)) {
            broker.lost(cause);
        }
        return unavailable("Kafka did not acknowledge a write to " + names.of(topic), cause);
    }

    /** Whether it is the broker that is missing, and not a topic, a permission or room in the buffer. */
    private static boolean meansLost(Throwable cause) {
        return switch (cause) {
            case BufferExhaustedException _ -> false;
            case UnknownTopicOrPartitionException _ -> false;
            case RetriableException _ -> true;
            default -> cause instanceof java.util.concurrent.TimeoutException;
        };
    }

    private static RuntimeException unavailable(String why, @Nullable Throwable cause) {
        Failure failure = new Failure(Failure.Code.UNAVAILABLE, why + "; try again in a few seconds");
        return cause == null ? failure.exception() : failure.exception(cause);
    }

    @Override
    public boolean available() {
        return !closed && broker.answers();
    }

    /** Waits for what is on its way, for at most the request timeout, and fails the rest. Must not be called on an event loop. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        broker.close();
        boolean written = awaitWritten(settings.requestTimeout());
        // Not through the Vert.x client, where it would wait behind the sends that it is to end.
        producer.unwrap().close(written ? settings.requestTimeout() : Duration.ZERO);
        producer.close();
    }

    /** Whether all appends have ended: a flush goes their way, behind the last of them. */
    private boolean awaitWritten(Duration limit) {
        Promise<Void> flushed = Promise.promise();
        try {
            context.runOnContext(_ -> producer.flush().onComplete(flushed));
            flushed.future().toCompletionStage().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (Exception e) {
            log.atDebug().addKeyValue("cause", e.toString()).log("Appends end without an acknowledgement");
            return false;
        }
    }
}
