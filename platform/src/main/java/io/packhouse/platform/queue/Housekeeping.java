package io.packhouse.platform.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.TopicNames;
import io.packhouse.platform.jobs.CommandRecords;
import io.packhouse.platform.jobs.CommandRecords.Envelope;
import io.packhouse.platform.jobs.JobEvents;
import io.packhouse.platform.jobs.JobKeys;
import io.packhouse.platform.jobs.Outcomes;
import io.packhouse.platform.kafka.KafkaSettings;
import io.packhouse.platform.kafka.LogWriter;
import io.packhouse.platform.kafka.RecordHeaders;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.objects.ObjectStore.Durability;
import io.packhouse.platform.service.Service;

/**
 * Keeps a work topic clean: deletes the records behind the share group's start offset, which the group is done with, and
 * looks at each before.
 *
 * <p>
 * The broker archives a record that reached its delivery limit without a word to anybody. Such a job lies behind the start
 * offset without an outcome: it is put back once, under the same id (the outcome, created once, keeps that harmless); the
 * second time it ends as {@code abandoned}. And handlers are told of ends that no delivery could tell them of; a record whose
 * handler is yet to be told is not deleted. Several processes may keep house of one topic at once.
 */
public final class Housekeeping implements Service {

    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    private final KafkaSettings kafka;
    private final Admin admin;
    private final TopicPartition partition;
    private final Topic topic;
    private final GroupOffsets offsets;
    private final LogWriter writer;
    private final ObjectStore objects;
    private final Outcomes outcomes;
    private final Ending ending;
    private final EndedCalls endedCalls;
    private final Map<String, JobHandler> handlers;
    private final DeadLetters deadLetters;
    private final QueueMetrics metrics;
    private final Duration interval;
    private final Thread thread;

    /**
     * @param handlers
     *            who is told of ends that no delivery could tell them of
     */
    public Housekeeping(KafkaSettings kafka, QueueSettings settings, Topic topic, List<JobHandler> handlers, Admin admin,
            LogWriter writer, ObjectStore objects, MeterRegistry registry) {
        TopicNames names = new TopicNames(kafka.topicPrefix());
        this.kafka = kafka;
        this.admin = admin;
        this.topic = topic;
        this.partition = new TopicPartition(names.of(topic), 0);
        this.offsets = new GroupOffsets(admin, names, topic, kafka.requestTimeout());
        this.writer = writer;
        this.objects = objects;
        this.outcomes = new Outcomes(objects);
        this.ending = new Ending(outcomes, new JobEvents(writer));
        this.endedCalls = new EndedCalls(objects);
        this.handlers = handlers.stream().collect(Collectors.toMap(JobHandler::kind, Function.identity()));
        this.deadLetters = new DeadLetters(writer, topic);
        this.metrics = new QueueMetrics(registry, topic.plainName());
        this.interval = settings.housekeepingInterval();
        this.thread = Thread.ofVirtual().name("housekeeping-" + topic.plainName()).unstarted(this::loop);
    }

    @Override
    public String name() {
        return "housekeeping-" + topic.plainName();
    }

    @Override
    public void start() {
        thread.start();
    }

    private void loop() {
        try {
            while (true) {
                Thread.sleep(interval);
                try {
                    sweep();
                } catch (RuntimeException e) {
                    log.atWarn().addKeyValue("topic", partition.topic()).addKeyValue("cause", e.toString())
                            .log("Housekeeping could not finish and tries again later");
                }
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    /** Looks at and deletes what the group is done with; answers how many records that were. Blocks. */
    long sweep() throws InterruptedException {
        long done = offsets.doneBelow();
        long earliest = offsets.earliest();
        if (done <= earliest) {
            return 0;
        }
        long looked = look(earliest, done);
        delete(done);
        return looked;
    }

    private long look(long from, long to) throws InterruptedException {
        Map<String, String> all = kafka.clientProperties();
        all.put("key.deserializer", "org.apache.kafka.common.serialization.StringDeserializer");
        all.put("value.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer");
        all.put("auto.offset.reset", "earliest");
        all.put("enable.auto.commit", "false");
        long looked = 0;
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(Map.<String, Object>copyOf(all))) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, from);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (consumer.position(partition) < to && System.nanoTime() - deadline < 0) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                    if (record.offset() < to) {
                        lookAt(record);
                        looked++;
                    }
                }
            }
            if (consumer.position(partition) < to) {
                throw new Failure(Failure.Code.UNAVAILABLE,
                        "the records behind the start offset could not be read in a minute")
                        .exception();
            }
        }
        return looked;
    }

    private void lookAt(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        Map<String, String> headers = RecordHeaders.texts(record.headers());
        Envelope envelope;
        try {
            envelope = CommandRecords.envelope(headers);
        } catch (IllegalArgumentException e) {
            return; // No command; a worker has put it among the dead letters.
        }
        Received received = new Received(envelope, headers, record.value() == null ? new byte[0] : record.value());
        Optional<Outcome> outcome = outcomes.find(envelope.job());
        if (outcome.isPresent()) {
            if (endedCalls.isOwed(envelope.job())) {
                tell(received, outcome.get());
            }
            return;
        }
        if (objects.get(JobKeys.putBack(envelope.job())).isEmpty()) {
            putBack(envelope.job(), headers, received.value());
        } else {
            abandon(received);
        }
    }

    private void tell(Received received, Outcome outcome) throws InterruptedException {
        JobHandler handler = handlers.get(received.envelope().kind());
        if (handler == null) {
            log.atWarn().addKeyValue("job", received.envelope().job()).addKeyValue("kind", received.envelope().kind())
                    .log("No handler is here to be told of a job's end");
        } else if (!endedCalls.makeOwed(handler, received, outcome)) {
            throw new Failure(Failure.Code.UNAVAILABLE, "the end of a job could not be told").exception();
        }
    }

    private void putBack(JobId job, Map<String, String> headers, byte[] value) throws InterruptedException {
        log.atError().addKeyValue("job", job).log("A job was archived without an outcome and is put back");
        try {
            writer.append(topic, job.value(), headers, value).toCompletionStage().toCompletableFuture().get(30,
                    TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new Failure(Failure.Code.UNAVAILABLE, "a lost job could not be put back").exception(e);
        }
        objects.createOnce(JobKeys.putBack(job), new byte[]{'1'}, Durability.POWER);
    }

    private void abandon(Received received) throws InterruptedException {
        Envelope envelope = received.envelope();
        log.atError().addKeyValue("job", envelope.job()).log("A job was archived twice without an outcome and is abandoned");
        Failure failure = new Failure(Failure.Code.ABANDONED,
                "the queue gave the job up twice without any worker ending it");
        endedCalls.owe(envelope.job());
        Outcome stands = ending.end(envelope.job(), new Outcome.Failed(envelope.kind(), Instant.now(), null, failure), null);
        if (stands instanceof Outcome.Failed) {
            deadLetters.copy(envelope.job().value(), received.headers(), received.value(), failure.message());
            metrics.abandoned().increment();
        }
        tell(received, stands);
    }

    private void delete(long before) {
        try {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(before))).all()
                    .get(kafka.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new Failure(Failure.Code.UNAVAILABLE, "ended records could not be deleted").exception(e);
        }
    }

    @Override
    public void close() {
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
