package io.packhouse.contracts;

import java.time.Duration;

/**
 * A topic of Packhouse: its plain name, how it is used and how long it keeps what is written. The only place where topics
 * are named; {@link TopicNames} adds the configured prefix.
 */
public enum Topic {

    /** Commands to build custom installers, keyed by job id: gateway to the share group of installer-builder. */
    WORK_INSTALLERS("work.installers", Use.QUEUE, Retention.BY_HOUSEKEEPING),

    /** What happens to jobs, keyed by job id: all to gateways. It tells; the object store knows. */
    EVENTS("events", Use.LOG, new Retention.For(Duration.ofDays(1))),

    /** What workers can do, keyed by entry, one writer per entry: services to gateways. */
    REGISTRY("registry", Use.COMPACTED, Retention.FOR_EVER),

    /** Copies of jobs that the queue gave up, keyed by job id: platform to operators. */
    DEAD_LETTERS("dead-letters", Use.LOG, new Retention.For(Duration.ofDays(28)));

    /** How a topic is read. */
    public enum Use {
        /** Each record is handed to one worker through a share group. */
        QUEUE,
        /** Appended to, and folded in offset order. */
        LOG,
        /** A log of which Kafka keeps at least the last record per key. */
        COMPACTED
    }

    /** How long a topic keeps its records. */
    public sealed interface Retention {
        /** Never by time: housekeeping deletes what lies behind the share group's start offset. */
        Retention BY_HOUSEKEEPING = new ForEver();
        /** Never deleted. */
        Retention FOR_EVER = new ForEver();

        /** Not by time. */
        record ForEver() implements Retention {
        }

        /** Deleted some time after {@code time} has passed. */
        record For(Duration time) implements Retention {
        }
    }

    private final String plainName;
    private final Use use;
    private final Retention retention;

    Topic(String plainName, Use use, Retention retention) {
        this.plainName = plainName;
        this.use = use;
        this.retention = retention;
    }

    /** The name without the configured prefix. */
    public String plainName() {
        return plainName;
    }

    /** How this topic is read. */
    public Use use() {
        return use;
    }

    /** How long this topic keeps its records. */
    public Retention retention() {
        return retention;
    }

    /**
     * The number of partitions: one. All members of a share group share a partition evenly, while several partitions are
     * dealt out and leave workers idle; and one partition carries more events than a house of this kind writes.
     */
    public int partitions() {
        return 1;
    }
}
