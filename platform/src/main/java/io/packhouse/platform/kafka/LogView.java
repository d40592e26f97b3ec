package io.packhouse.platform.kafka;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.kafka.client.common.TopicPartition;
import io.vertx.kafka.client.consumer.KafkaConsumer;
import io.vertx.kafka.client.consumer.KafkaConsumerRecord;
import org.apache.kafka.clients.admin.Admin;
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

    private final KafkaSettings settings;
    private final Map<String, Topic> topics = new HashMap<>();
    private final Consumer<LogRecord> fold;
    private final Vertx vertx;
    private final Context context;
    private final Barrier barrier;
    private final Progress progress = new Progress();
    private volatile boolean caughtUp;
    private volatile boolean closed;
    private KafkaConsumer<String, byte[]> consumer;

    /**
     * @param admin
     *            asked for end offsets; not closed by the view
     */
    @SuppressWarnings("NullAway.Init")
    public LogView(Vertx vertx, Admin admin, KafkaSettings settings, Set<Topic> topics, Consumer<LogRecord> fold) {
        this.vertx = vertx;
        this.settings = settings;
        this.fold = fold;
        this.context = ((VertxInternal) vertx).createEventLoopContext();
        TopicNames names = new TopicNames(settings.topicPrefix());
        topics.forEach(topic -> this.topics.put(names.of(topic), topic));
        this.barrier = new Barrier(context, progress, new EndOffsets(admin, this.topics, settings.requestTimeout()));
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
        context.runOnContext(_ -> {
            consumer = KafkaConsumer.create(vertx, properties());
            consumer.exceptionHandler(e -> log.atWarn().addKeyValue("cause", e.toString()).log("A view's consumer reports"));
            consumer.handler(this::read);
            consumer.assign(partitions());
            catchUp();
        });
    }

    private void catchUp() {
        asOfNow().onComplete(done -> {
            if (done.succeeded()) {
                caughtUp = true;
            } else if (!closed) {
                vertx.setTimer(200, _ -> context.runOnContext(_ -> catchUp()));
            }
        });
    }

    private Set<TopicPartition> partitions() {
        Set<TopicPartition> all = new HashSet<>();
        topics.forEach((name, topic) -> {
            for (int i = 0; i < topic.partitions(); i++) {
                all.add(new TopicPartition(name, i));
            }
        });
        return all;
    }

    private Map<String, String> properties() {
        Map<String, String> all = settings.clientProperties();
        all.put("key.deserializer", "org.apache.kafka.common.serialization.StringDeserializer");
        all.put("value.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer");
        all.put("auto.offset.reset", "earliest");
        all.put("enable.auto.commit", "false");
        all.put("allow.auto.create.topics", "false");
        all.put("max.poll.records", "2000");
        return all;
    }

    private void read(KafkaConsumerRecord<String, byte[]> record) {
        Topic topic = topics.get(record.topic());
        if (topic != null) {
            Position position = new Position(record.partition(), record.offset());
            try {
                fold.accept(new LogRecord(topic, position, Instant.ofEpochMilli(record.timestamp()),
                        record.key() == null ? "" : record.key(), RecordHeaders.texts(record.record().headers()),
                        record.value() == null ? new byte[0] : record.value()));
            } catch (RuntimeException e) {
                log.atError().addKeyValue("topic", record.topic()).addKeyValue("position", position).setCause(e)
                        .log("A record could not be folded and is passed over");
            }
        }
        progress.read(record.topic(), record.partition(), record.offset());
    }

    /**
     * Completes when everything is folded that lay on the topics at the time of the call; on {@link #context()}. All calls
     * that wait share one question to the broker. Fails with {@code UNAVAILABLE} when the broker cannot be asked or the view
     * does not get there within twice the request timeout.
     */
    public Future<Void> asOfNow() {
        return barrier.request().timeout(settings.requestTimeout().toMillis() * 2, TimeUnit.MILLISECONDS)
                .recover(e -> Future.failedFuture(Barrier.unavailable(e)));
    }

    /** Whether everything is folded that lay there when the view began. */
    public boolean caughtUp() {
        return caughtUp;
    }

    @Override
    public void close() {
        closed = true;
        List<Future<?>> closing = new ArrayList<>();
        KafkaConsumer<String, byte[]> open = consumer;
        if (open != null) {
            closing.add(open.close());
        }
        try {
            Future.all(closing).toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            log.atWarn().addKeyValue("cause", e.toString()).log("A view's consumer did not close in time");
        }
    }
}
