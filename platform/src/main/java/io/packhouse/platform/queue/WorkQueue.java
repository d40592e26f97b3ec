package io.packhouse.platform.queue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.Topic;
import io.packhouse.contracts.TopicNames;
import io.packhouse.platform.jobs.JobEvents;
import io.packhouse.platform.kafka.KafkaSettings;
import io.packhouse.platform.kafka.LogWriter;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.service.Service;

/**
 * Works off a queue: each command is handed to one worker, through a share group.
 *
 * <p>
 * <b>What is guaranteed.</b> A command that Kafka acknowledged is tried until its job has an outcome: at least once, at most
 * as often as the settings allow, and an outcome is visible exactly once, because it is created once. A record is
 * acknowledged after its outcome is durable. Two attempts of one job can run at the same time (any lost connection loses the
 * lock); what the slower one made is garbage.
 *
 * <p>
 * <b>What bounds it.</b> As many jobs run at once as there are permits; each permit is a share consumer and holds one record
 * at most. On {@link #close()} nothing new is taken, running jobs may end within the drain limit, and what is left is given
 * back without counting as an attempt.
 */
public final class WorkQueue implements Service {

    private static final Logger log = LoggerFactory.getLogger(WorkQueue.class);

    private final KafkaSettings kafka;
    private final QueueSettings settings;
    private final Topic topic;
    private final String topicName;
    private final String group;
    private final String clientPrefix;
    private final int permits;
    private final Map<String, JobHandler> handlers;
    private final JobRunner runner;
    private final DeadLetters deadLetters;
    private final QueueMetrics metrics;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean draining;

    /**
     * @param worker
     *            the name of this process in events and logs
     * @param permits
     *            how many jobs may run at once
     */
    public WorkQueue(KafkaSettings kafka, QueueSettings settings, Topic topic, String worker, int permits,
            List<JobHandler> handlers, ObjectStore objects, LogWriter writer, MeterRegistry registry) {
        TopicNames names = new TopicNames(kafka.topicPrefix());
        this.kafka = kafka;
        this.settings = settings;
        this.topic = topic;
        this.topicName = names.of(topic);
        this.group = names.groupOf(topic);
        this.clientPrefix = worker + "-" + topic.plainName();
        this.permits = permits;
        this.handlers = handlers.stream().collect(Collectors.toMap(JobHandler::kind, Function.identity()));
        this.metrics = new QueueMetrics(registry, topic.plainName());
        this.deadLetters = new DeadLetters(writer, topic);
        this.runner = new JobRunner(objects, new JobEvents(writer), deadLetters, metrics, settings, worker);
    }

    @Override
    public String name() {
        return "queue-" + topic.plainName();
    }

    /**
     * Whether every permit would take a record at once: its member of the share group has the topic assigned. Asks the
     * broker, so it blocks, and fails with {@code UNAVAILABLE}.
     */
    public boolean takesJobs(GroupOffsets offsets) {
        return offsets.assignedMembers(clientPrefix) >= permits;
    }

    /** Starts the permits and returns at once; they connect by themselves, and again when the broker was away. */
    @Override
    public void start() {
        for (int i = 1; i <= permits; i++) {
            int number = i;
            Permit permit = new Permit(() -> consumer(number), topicName, handlers, runner, deadLetters, settings, metrics,
                    () -> draining);
            threads.add(Thread.ofPlatform().name("permit-" + topic.plainName() + "-" + i).daemon().start(permit));
        }
        log.atInfo().addKeyValue("queue", topicName).addKeyValue("permits", permits).log("Taking jobs");
    }

    private ShareConsumer<String, byte[]> consumer(int number) {
        Map<String, String> all = kafka.clientProperties();
        all.put("group.id", group);
        all.put("client.id", clientPrefix + "-" + number);
        all.put("key.deserializer", "org.apache.kafka.common.serialization.StringDeserializer");
        all.put("value.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer");
        all.put("share.acknowledgement.mode", "explicit");
        // One record per permit: the default mode hands a whole batch of slow jobs to one worker.
        all.put("share.acquire.mode", "record_limit");
        all.put("max.poll.records", "1");
        return new KafkaShareConsumer<>(new HashMap<>(all));
    }

    @Override
    public void close() {
        draining = true;
        long limit = System.nanoTime() + settings.drainLimit().toNanos() + java.time.Duration.ofSeconds(30).toNanos();
        try {
            for (Thread thread : threads) {
                thread.join(java.time.Duration.ofNanos(Math.max(1, limit - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.clear();
    }
}
