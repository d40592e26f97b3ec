package io.packhouse.platform.queue;

import java.time.Duration;

import io.packhouse.platform.kafka.GroupLimits;

/**
 * How jobs are worked off: the section {@code queue} of the configuration.
 *
 * @param lockDuration
 *            how long a worker may be silent before its job is handed to another; brokers allow 15 to 60 s by default
 * @param attempts
 *            how often a job is tried before it fails as {@code attempts-exhausted}; below {@code deliveryLimit}
 * @param deliveryLimit
 *            how often Kafka hands a record out before it archives it, 2 to 10
 * @param retryDelay
 *            the pause after a failed attempt; doubled after each further one
 * @param drainLimit
 *            how long a stopping worker waits for its running jobs before it releases them
 * @param housekeepingInterval
 *            how often ended records are deleted from work topics and lost ones are looked for
 */
public record QueueSettings(Duration lockDuration, int attempts, int deliveryLimit, Duration retryDelay,
        Duration drainLimit, Duration housekeepingInterval) implements GroupLimits {

    public QueueSettings {
        if (attempts < 1 || attempts >= deliveryLimit || deliveryLimit > 10) {
            throw new IllegalArgumentException("attempts " + attempts + " with delivery-limit " + deliveryLimit
                    + ": attempts is at least 1 and below delivery-limit, which is at most 10");
        }
        if (lockDuration.toMillis() < 1000) {
            throw new IllegalArgumentException("lock-duration is at least 1s");
        }
    }

    /** What the defaults file says. */
    public static QueueSettings defaults() {
        return new QueueSettings(Duration.ofSeconds(15), 4, 10, Duration.ofMillis(200), Duration.ofSeconds(30),
                Duration.ofSeconds(10));
    }

    /** The same with another lock duration. */
    public QueueSettings withLockDuration(Duration other) {
        return new QueueSettings(other, attempts, deliveryLimit, retryDelay, drainLimit, housekeepingInterval);
    }
}
