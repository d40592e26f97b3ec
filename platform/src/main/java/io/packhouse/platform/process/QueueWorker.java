package io.packhouse.platform.process;

import java.time.Duration;
import java.util.List;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.TopicNames;
import io.packhouse.platform.health.Status;
import io.packhouse.platform.queue.BacklogGauge;
import io.packhouse.platform.queue.GroupOffsets;
import io.packhouse.platform.queue.Housekeeping;
import io.packhouse.platform.queue.JobHandler;
import io.packhouse.platform.queue.WorkQueue;
import io.packhouse.platform.service.Service;

/**
 * All that works off one queue in a process: the permits, the housekeeping of the topic, the gauge of its backlog and a
 * check. What it holds when it is closed is finished or given back first.
 */
public final class QueueWorker implements Service {

    private static final Duration JOIN_LIMIT = Duration.ofSeconds(60);
    private static final Duration ASK_AGAIN = Duration.ofMillis(25);

    private final WorkQueue queue;
    private final GroupOffsets offsets;
    private final Housekeeping housekeeping;
    private final BacklogGauge backlog;

    /**
     * @param permits
     *            how many jobs may run at once
     */
    public QueueWorker(Foundation foundation, Topic topic, int permits, List<JobHandler> handlers) {
        this.queue = new WorkQueue(foundation.kafka(), foundation.queue(), topic, foundation.worker(), permits, handlers,
                foundation.objects(), foundation.writer(), foundation.metrics());
        this.offsets = new GroupOffsets(foundation.admin(), new TopicNames(foundation.kafka().topicPrefix()), topic,
                foundation.kafka().requestTimeout());
        this.housekeeping = new Housekeeping(foundation.kafka(), foundation.queue(), topic, handlers,
                foundation.admin(), foundation.writer(), foundation.objects(), foundation.metrics());
        this.backlog = new BacklogGauge(topic, offsets, foundation.metrics());
        foundation.health().addReady(queue.name(), () -> queue.takesJobs(offsets)
                ? Status.up("every permit has joined the share group")
                : Status.down("Kafka has given this worker no part of the queue yet"));
    }

    @Override
    public String name() {
        return queue.name();
    }

    /** Starts and returns at once; the permits join by themselves. */
    @Override
    public void start() {
        queue.start();
        housekeeping.start();
        backlog.start();
    }

    /**
     * Returns when a job would start at once: every permit has joined the queue's group. A broker that goes away meanwhile is
     * waited for.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code UNAVAILABLE} when that takes too long
     */
    public void awaitJobs() throws InterruptedException {
        long end = System.nanoTime() + JOIN_LIMIT.toNanos();
        while (!takesJobs()) {
            if (System.nanoTime() - end > 0) {
                throw new Failure(Failure.Code.UNAVAILABLE,
                        "Kafka gave no part of " + queue.name() + " within " + JOIN_LIMIT.toSeconds() + " s").exception();
            }
            Thread.sleep(ASK_AGAIN);
        }
    }

    private boolean takesJobs() {
        try {
            return queue.takesJobs(offsets);
        } catch (FailureException e) {
            return false;
        }
    }

    @Override
    public void close() {
        backlog.close();
        housekeeping.close();
        queue.close();
    }
}
