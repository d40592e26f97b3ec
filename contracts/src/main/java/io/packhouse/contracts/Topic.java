package io.packhouse.contracts;

import java.time.Duration;

/**
 * A topic of Packhouse: its plain name, how it is used and how long it keeps what is written. The only place where topics
 * are named; {@link TopicNames} adds the configured prefix.
 */
public enum Topic {

    /** Commands to build custom installers, keyed by job id: gateway to the share group of installer-builder. */
    WORK_INSTALLERS("work.installers", Use.QUEUE, Retention.BY_HOUSEKEEPING),

    /** Commands to rebuild add-ons, keyed by job id: gateway and repackager to the share group of repackager. */
    WORK_ADDONS("work.addons", Use.QUEUE, Retention.BY_HOUSEKEEPING),

    /** The same for those that somebody waits for; its workers have permits of their own, so that neither starves. */
    WORK_ADDONS_HIGH("work.addons.high", Use.QUEUE, Retention.BY_HOUSEKEEPING),

    /** Commands about packages of the store, keyed by job id: gateway to the share group of package-store. */
    WORK_PACKAGES("work.packages", Use.QUEUE, Retention.BY_HOUSEKEEPING),

    /** Signatures that are wanted, keyed by job id: gateway and repackager to the share group of signing. */
    WORK_SIGNING("work.signing", Use.QUEUE, Retention.BY_HOUSEKEEPING),

    /** Commands to build launch environments, keyed by job id: gateway to the share group of env-builder. */
    WORK_ENVIRONMENTS("work.environments", Use.QUEUE, Retention.BY_HOUSEKEEPING),

    /** What happens to jobs, keyed by job id: all to gateways. It tells; the object store knows. */
    EVENTS("events", Use.LOG, new Retention.For(Duration.ofDays(1))),

    /**
     * The package catalogue, keyed by package id: package-store to itself and to gateways. One partition, so that the whole
     * catalogue has one order.
     */
    PACKAGES("packages", Use.LOG, Retention.FOR_EVER),

    /** What workers can do, keyed by entry, one writer per entry: services to gateways. */
    REGISTRY("registry", Use.COMPACTED, Retention.FOR_EVER),

    /**
     * Pingbacks and every attempt at them, keyed by the receiver's origin: repackager and gateways to the repackager that
     * owns the partition, and to gateways.
     */
    DELIVERIES("deliveries", Use.LOG, new Retention.For(Duration.ofDays(28)), 8),

    /** Copies of jobs that the queue gave up, keyed by job id: platform to operators. */
    DEAD_LETTERS("dead-letters", Use.LOG, new Retention.For(Duration.ofDays(28))),

    /** Who had what signed with which key, keyed by the key's name: signing to operators. */
    AUDIT_SIGNING("audit.signing", Use.LOG, new Retention.For(Duration.ofDays(730)));

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
    private final int partitions;

    Topic(String plainName, Use use, Retention retention) {
        this(plainName, use, retention, 1);
    }

    Topic(String plainName, Use use, Retention retention, int partitions) {
        this.partitions = partitions;
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
     * The number of partitions. One for a queue: all members of a share group share a partition evenly, while several
     * partitions are dealt out and leave workers idle; and one for {@code events}, because one partition carries more events
     * than a house of this kind writes. {@code deliveries} has as many as processes may share its receivers; the number never
     * changes, because an origin belongs to a partition.
     */
    public int partitions() {
        return partitions;
    }
}
