package io.packhouse.platform.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.kafka.client.consumer.KafkaConsumer;
import io.vertx.kafka.client.consumer.KafkaConsumerRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.Topic;
import io.packhouse.contracts.TopicNames;
import io.packhouse.platform.service.Service;

/**
 * What a process knows by folding logs: reads every record of its topics from the earliest, in offset order per partition,
 * and goes on as new ones come. Each record is folded exactly once in the life of a view; nothing is kept on disk.
 *
 * <p>
 * The fold is called on one event-loop context, {@link #context()}, and must not block. A record that the fold refuses with
 * an exception is logged and passed over: one bad record must not blind the view.
 */
public final class LogView implements Service {

    private static final Logger log = LoggerFactory.getLogger(LogView.class);
    /** How long a fetch waits for records; other questions to the consumer wait behind it. */
    private static final Duration POLL = Duration.ofMillis(100);
    /** How often a view that somebody waits for looks for records that it will never see. */
    private static final long GAP_MILLIS = 50;
    private static final long RETRY_MILLIS = 200;

    private final KafkaSettings settings;
    private final Map<String, Topic> topics = new HashMap<>();
    private final Set<TopicPartition> partitions;
    private final Consumer<LogRecord> fold;
    private final Vertx vertx;
    private final ContextInternal context;
    private final Barrier barrier;
    private final Progress progress = new Progress();
    private volatile boolean caughtUp;
    private volatile boolean closed;
    private boolean lookingForGaps;
    private @Nullable KafkaConsumer<String, byte[]> consumer;

    /**
     * @param admin
     *            asked for end offsets; not closed by the view
     */
    public LogView(Vertx vertx, Admin admin, KafkaSettings settings, Set<Topic> topics, Consumer<LogRecord> fold) {
        this.vertx = vertx;
        this.settings = settings;
        this.fold = fold;
        this.context = ((VertxInternal) vertx).createEventLoopContext();
        TopicNames names = new TopicNames(settings.topicPrefix());
        topics.forEach(topic -> this.topics.put(names.of(topic), topic));
        this.partitions = partitions();
        this.barrier = new Barrier(context, progress, new EndOffsets(admin, partitions, settings.requestTimeout()),
                settings.requestTimeout().multipliedBy(2));
    }

    @Override
    public String name() {
        return "view";
    }

    /** The context that the fold is called on; what it fills may be read there without locks. */
    public Context context() {
        return context;
    }

    /** Begins to read; returns at once. {@link #caughtUp()} becomes true when all that lay there at the start is folded. */
    @Override
    public void start() {
        // Making a consumer resolves names and loads classes, which is nothing for an event loop.
        context.executeBlocking(() -> KafkaConsumer.<String, byte[]>create(vertx, properties())).onSuccess(this::begin)
                .onFailure(e -> log.atError().setCause(e).log("A view cannot read from Kafka"));
    }

    private void begin(KafkaConsumer<String, byte[]> made) {
        if (closed) {
            made.close();
            return;
        }
        consumer = made;
        made.exceptionHandler(e -> context.runOnContext(_ -> pauseAfter(made, e)));
        made.pollTimeout(POLL);
        made.batchHandler(records -> progress.polled(records.size()));
        made.handler(this::read);
        made.assign(partitions.stream().map(LogView::vertxPartition).collect(Collectors.toSet()));
        context.setPeriodic(GAP_MILLIS, timer -> {
            if (closed) {
                vertx.cancelTimer(timer);
            } else {
                lookForGaps(made);
            }
        });
        catchUp();
    }

    /** What Kafka refuses at once would be asked again at once, for ever. */
    private void pauseAfter(KafkaConsumer<String, byte[]> made, Throwable cause) {
        if (!closed) {
            log.atWarn().addKeyValue("cause", cause.toString()).log("A view cannot read from Kafka now");
            made.pause();
            vertx.setTimer(RETRY_MILLIS, _ -> made.resume());
        }
    }

    private void catchUp() {
        asOfNow().onComplete(done -> {
            if (done.succeeded()) {
                caughtUp = true;
            } else if (!closed) {
                vertx.setTimer(RETRY_MILLIS, _ -> catchUp());
            }
        });
    }

    /** Deleted and compacted records never come; only the consumer's own position says that it has passed them. */
    private void lookForGaps(KafkaConsumer<String, byte[]> made) {
        Set<TopicPartition> behind = progress.behind();
        if (behind.isEmpty() || lookingForGaps) {
            return;
        }
        lookingForGaps = true;
        Future.join(behind.stream()
                .map(partition -> made.position(vertxPartition(partition))
                        .onSuccess(offset -> progress.stands(partition, offset)))
                .toList()).onComplete(_ -> lookingForGaps = false);
    }

    private Set<TopicPartition> partitions() {
        return topics.entrySet().stream()
                .flatMap(topic -> IntStream.range(0, topic.getValue().partitions())
                        .mapToObj(partition -> new TopicPartition(topic.getKey(), partition)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static io.vertx.kafka.client.common.TopicPartition vertxPartition(TopicPartition partition) {
        return new io.vertx.kafka.client.common.TopicPartition(partition.topic(), partition.partition());
    }

    private Map<String, String> properties() {
        Map<String, String> all = settings.clientProperties();
        all.put("key.deserializer", "org.apache.kafka.common.serialization.StringDeserializer");
        all.put("value.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer");
        all.put("auto.offset.reset", "earliest");
        all.put("enable.auto.commit", "false");
        all.put("allow.auto.create.topics", "false");
        all.put("max.poll.records", "2000");
        all.put("default.api.timeout.ms", Long.toString(settings.requestTimeout().toMillis()));
        return all;
    }

    private void read(KafkaConsumerRecord<String, byte[]> record) {
        try {
            Topic topic = topics.get(record.topic());
            if (topic != null) {
                fold.accept(new LogRecord(topic, new Position(record.partition(), record.offset()),
                        Instant.ofEpochMilli(record.timestamp()), record.key() == null ? "" : record.key(),
                        RecordHeaders.texts(record.record().headers()),
                        record.value() == null ? new byte[0] : record.value()));
            }
        } catch (RuntimeException e) {
            log.atError().addKeyValue("topic", record.topic())
                    .addKeyValue("position", record.partition() + "-" + record.offset()).setCause(e)
                    .log("A record could not be folded and is passed over");
        } finally {
            progress.folded(record.topic(), record.partition(), record.offset());
        }
    }

    /**
     * Completes when everything is folded that lay on the topics at the time of the call; on {@link #context()}. All calls
     * that wait share one question to the broker. Fails with {@code UNAVAILABLE} when the broker cannot be asked or the view
     * does not get there within twice the request timeout, and when the view is closed.
     */
    public Future<Void> asOfNow() {
        return barrier.request();
    }

    /** Whether everything is folded that lay there when the view began. */
    public boolean caughtUp() {
        return caughtUp;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        Promise<Void> done = Promise.promise();
        try {
            context.runOnContext(_ -> {
                barrier.close();
                KafkaConsumer<String, byte[]> open = consumer;
                (open == null ? Future.<Void>succeededFuture() : open.close()).onComplete(done);
            });
            done.future().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            log.atWarn().addKeyValue("cause", e.toString()).log("A view's consumer did not close in time");
        }
    }
}
