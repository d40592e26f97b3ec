package io.packhouse.deploy;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.TopicNames;
import io.packhouse.installerbuilder.InstallerBuilderService;
import io.packhouse.installerbuilder.InstallersSettings;
import io.packhouse.platform.queue.BacklogGauge;
import io.packhouse.platform.queue.GroupOffsets;
import io.packhouse.platform.queue.Housekeeping;
import io.packhouse.platform.queue.WorkQueue;
import io.packhouse.platform.service.Foundation;
import io.packhouse.platform.service.Service;

/**
 * A service that works off a queue: the service, the queue's permits, and the housekeeping of the queue's topic. What it
 * holds when it is closed is finished or given back first.
 */
public final class Workers implements Service {

    private static final Duration JOIN_LIMIT = Duration.ofSeconds(60);
    private static final Duration ASK_AGAIN = Duration.ofMillis(25);

    private final String name;
    private final List<Service> parts;
    private final WorkQueue queue;
    private final GroupOffsets offsets;

    private Workers(String name, List<Service> parts, WorkQueue queue, GroupOffsets offsets) {
        this.name = name;
        this.parts = parts;
        this.queue = queue;
        this.offsets = offsets;
    }

    /** The installer builder on its queue. */
    static Workers forInstallers(Foundation foundation) {
        var topic = Topic.WORK_INSTALLERS;
        var builder = new InstallerBuilderService(foundation.config().section("installers", InstallersSettings.class),
                foundation.objects(), foundation.metrics(), Clock.systemUTC());
        builder.addTo(foundation.health());
        var permits = foundation.config().section("workers", WorkersSection.class).installers();
        var queue = new WorkQueue(foundation.kafka(), foundation.queue(), topic, foundation.worker(), permits,
                List.of(builder.handler()), foundation.objects(), foundation.writer(), foundation.metrics());
        var offsets = new GroupOffsets(foundation.admin(), new TopicNames(foundation.kafka().topicPrefix()), topic,
                foundation.kafka().requestTimeout());
        var housekeeping = new Housekeeping(foundation.kafka(), foundation.queue(), topic, foundation.admin(),
                foundation.writer(), foundation.objects(), foundation.metrics());
        return new Workers(builder.name(),
                List.of(builder, queue, housekeeping, new BacklogGauge(topic, offsets, foundation.metrics())), queue, offsets);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start() throws Exception {
        for (var part : parts) {
            part.start();
        }
    }

    /**
     * Returns when a job would start at once: every permit has joined the queue's group.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code UNAVAILABLE} when that takes too long
     */
    public void awaitJobs() throws InterruptedException {
        var end = System.nanoTime() + JOIN_LIMIT.toNanos();
        while (!queue.takesJobs(offsets)) {
            if (System.nanoTime() > end) {
                throw new Failure(Failure.Code.UNAVAILABLE,
                        "Kafka gave no work to " + name + " within " + JOIN_LIMIT.toSeconds() + " s").exception();
            }
            Thread.sleep(ASK_AGAIN);
        }
    }

    @Override
    public void close() {
        for (var part : parts.reversed()) {
            part.close();
        }
    }
}
