package io.packhouse.repackager.pingback;

import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

import io.packhouse.platform.secrets.Secrets;

/**
 * What the deliveries of a process share.
 *
 * @param worker
 *            the name of this process in the log of attempts
 * @param attempts
 *            runs attempts, each of which blocks
 */
record Means(DeliveriesSettings settings, RetrySettings retries, String worker, DeliveryLog log, Sender sender,
        Secrets secrets, Timers timers, Executor attempts, RandomGenerator random, DeliveryMetrics metrics) {
}
