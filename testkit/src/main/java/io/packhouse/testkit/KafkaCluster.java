package io.packhouse.testkit;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A running Kafka of one node with the limits of our own broker (locks from 1 s, fast heartbeats, no topics made by asking).
 * It keeps its address and its records over {@link #stop()} and {@link #start()}.
 */
public abstract class KafkaCluster implements AutoCloseable {

    private static final AtomicInteger PREFIXES = new AtomicInteger();

    /** Only the two sorts of this package. */
    KafkaCluster() {
    }

    /** The address for clients, as {@code bootstrap.servers} wants it; the same for the whole life of the cluster. */
    public abstract String bootstrapServers();

    /** Takes the broker away in order; clients find nobody at its address. */
    public abstract void stop();

    /** Brings the stopped broker back, and returns when clients can use it. */
    public abstract void start();

    /** Stops and starts. */
    public final void restart() {
        stop();
        start();
    }

    /** A prefix for the names of topics and groups that nobody had before, such as {@code t7.}. */
    public final String freshPrefix() {
        return "t" + PREFIXES.incrementAndGet() + ".";
    }

    /** Stops for good and deletes the records. */
    @Override
    public abstract void close();
}
