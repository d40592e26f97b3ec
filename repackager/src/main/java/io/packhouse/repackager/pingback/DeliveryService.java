package io.packhouse.repackager.pingback;

import java.time.Duration;
import java.util.Random;

import io.packhouse.contracts.Topic;
import io.packhouse.platform.health.Status;
import io.packhouse.platform.outbound.Outbound;
import io.packhouse.platform.process.Foundation;
import io.packhouse.platform.secrets.Secrets;
import io.packhouse.platform.service.Service;

/**
 * Makes the deliveries that {@link Topic#DELIVERIES} tells of.
 *
 * <p>
 * <b>What is guaranteed.</b> A delivery that is on the log is attempted until its receiver took it or its schedule is over,
 * whatever happens to processes in between. An attempt is recorded, acknowledged, before its first byte is sent and after its
 * end; the id is the same for all. A receiver may see one attempt twice: when a process died, or lost its partition, while it
 * was made.
 *
 * <p>
 * <b>How.</b> The processes share the partitions as a consumer group. Who owns a partition alone keeps its timers, breakers and
 * order: it reads from the committed offset, which is where the oldest delivery lies that is not over, to the end, and then
 * makes attempts. A partition that is taken away is given up when its running attempts have ended. One thread reads; attempts
 * run on virtual threads.
 */
public final class DeliveryService implements Service {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final DeliveriesSettings settings;
    private final KafkaDeliveryLog deliveryLog;
    private final Timers timers;
    private final DeliveryMetrics metrics;
    private final DeliveryReader reader;
    private final Thread thread;

    /**
     * @param outbound
     *            not closed by this
     * @throws io.packhouse.platform.config.ConfigException
     *             when the configuration is wrong
     */
    public DeliveryService(Foundation foundation, Outbound outbound, Secrets secrets) {
        this(foundation, foundation.config().section(DeliveriesSettings.SECTION, DeliveriesSettings.class), outbound,
                secrets);
    }

    private DeliveryService(Foundation foundation, DeliveriesSettings settings, Outbound outbound, Secrets secrets) {
        this(foundation, settings, Sender.by(outbound, settings.postLimits()), secrets, foundation.worker(),
                Timers.system());
    }

    /** With another sender, another name and another time, for tests. */
    DeliveryService(Foundation foundation, DeliveriesSettings settings, Sender sender, Secrets secrets, String worker,
            Timers timers) {
        this.settings = settings;
        this.timers = timers;
        this.deliveryLog = new KafkaDeliveryLog(foundation.writer(), foundation.kafka());
        this.metrics = new DeliveryMetrics(foundation.metrics());
        Means means = new Means(settings, settings.retries(), worker, deliveryLog, sender, secrets, timers,
                task -> Thread.ofVirtual().name("delivery").start(task), new Random(), metrics);
        Slots slots = new Slots(settings.concurrency());
        Object lock = new Object();
        this.reader = new DeliveryReader(foundation.kafka(), worker, settings,
                (partition, from) -> new OwnedPartition(partition, from, means, slots, lock));
        this.thread = Thread.ofPlatform().name("deliveries").daemon().unstarted(reader);
        foundation.health().addReady("deliveries", this::status);
    }

    private Status status() {
        if (!thread.isAlive()) {
            return Status.down("does not read the log of deliveries");
        }
        if (!reader.hasJoined()) {
            return Status.down("Kafka has not let this process join the group that makes deliveries yet");
        }
        return Status.up("has " + reader.ownedCount() + " of " + Topic.DELIVERIES.partitions() + " partitions; "
                + metrics.pending() + " deliveries are not over");
    }

    @Override
    public String name() {
        return "deliveries";
    }

    /** Starts and returns at once; it joins its group by itself, and again when the broker was away. */
    @Override
    public void start() {
        thread.start();
    }

    /** How many partitions this process has and makes attempts for; zero while it gets to know one of them. */
    public int livePartitions() {
        return reader.isLive() ? reader.ownedCount() : 0;
    }

    /** Begins no more attempts, lets those that run end, within the time that an attempt may take, and leaves the group. */
    @Override
    public void close() {
        reader.close();
        try {
            if (thread.isAlive()) {
                thread.join(settings.timeout().plus(STOP_LIMIT));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        timers.close();
        deliveryLog.close();
    }
}
