package io.packhouse.repackager.pingback;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.Json;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.TopicNames;
import io.packhouse.contracts.deliveries.DeliveryRecord;
import io.packhouse.platform.kafka.KafkaSettings;

/**
 * Reads the log of deliveries as a member of the group that makes them: tells the partitions that it owns what their records
 * say, commits from where a next owner must read, and gives partitions up in order. One thread does all of this.
 */
final class DeliveryReader implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(DeliveryReader.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final long COMMIT_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long RECONNECT_MILLIS = 500;
    private static final Duration KAFKA_LIMIT = Duration.ofSeconds(5);

    /** Makes the state of a partition that is read from an offset on. */
    interface Partitions {
        OwnedPartition open(int partition, long from);
    }

    private final KafkaSettings kafka;
    private final String topic;
    private final String group;
    private final String clientId;
    private final Duration sessionTimeout;
    private final Duration attemptLimit;
    private final Partitions partitions;
    private final Map<TopicPartition, OwnedPartition> owned = new ConcurrentHashMap<>();
    /** Up to where a partition must be read before attempts are made. */
    private final Map<TopicPartition, Long> catchingUp = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private volatile boolean joined;
    private volatile boolean closed;
    private long nextCommit = System.nanoTime();

    DeliveryReader(KafkaSettings kafka, String worker, DeliveriesSettings settings, Partitions partitions) {
        TopicNames names = new TopicNames(kafka.topicPrefix());
        this.kafka = kafka;
        this.topic = names.of(Topic.DELIVERIES);
        this.group = kafka.topicPrefix() + "deliverers";
        this.clientId = worker + "-deliveries";
        this.sessionTimeout = settings.sessionTimeout();
        this.attemptLimit = settings.timeout().plusSeconds(2);
        this.partitions = partitions;
    }

    private Map<String, Object> properties() {
        Map<String, Object> all = new HashMap<>(kafka.clientProperties());
        all.put("group.id", group);
        all.put("group.protocol", "classic");
        all.put("client.id", clientId);
        all.put("key.deserializer", "org.apache.kafka.common.serialization.StringDeserializer");
        all.put("value.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer");
        all.put("enable.auto.commit", "false");
        all.put("auto.offset.reset", "earliest");
        all.put("allow.auto.create.topics", "false");
        all.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
        all.put("session.timeout.ms", Math.toIntExact(sessionTimeout.toMillis()));
        all.put("heartbeat.interval.ms", Math.toIntExact(sessionTimeout.toMillis() / 5));
        all.put("max.poll.records", "200");
        return all;
    }

    /** Reads until {@link #close}; an unusable consumer is replaced by a new one. */
    @Override
    public void run() {
        while (!closed) {
            try (KafkaConsumer<String, byte[]> made = new KafkaConsumer<>(properties())) {
                made.subscribe(List.of(topic), new Rebalances(made));
                read(made);
                giveUp(made, Set.copyOf(owned.keySet()));
            } catch (RuntimeException e) {
                log.atError().setCause(e).log("The log of deliveries cannot be read now");
                lose(Set.copyOf(owned.keySet()));
                pause();
            }
        }
    }

    private void read(KafkaConsumer<String, byte[]> from) {
        while (!closed) {
            for (ConsumerRecord<String, byte[]> record : from.poll(POLL)) {
                fold(record);
            }
            catchUp(from);
            if (System.nanoTime() - nextCommit >= 0) {
                nextCommit = System.nanoTime() + COMMIT_NANOS;
                owned.values().forEach(OwnedPartition::tidy);
                Map<TopicPartition, OffsetAndMetadata> offsets = toCommit(owned.keySet());
                if (!offsets.isEmpty()) {
                    from.commitAsync(offsets, (_, failure) -> {
                        if (failure != null) {
                            log.atDebug().addKeyValue("cause", failure.toString()).log("A commit failed and comes again");
                            committed.keySet().removeAll(offsets.keySet());
                        }
                    });
                }
            }
        }
    }

    private void fold(ConsumerRecord<String, byte[]> record) {
        OwnedPartition partition = owned.get(new TopicPartition(record.topic(), record.partition()));
        if (partition == null) {
            return;
        }
        try {
            partition.fold(record.offset(), record.key() == null ? "" : record.key(),
                    Json.read(record.value() == null ? new byte[0] : record.value(), DeliveryRecord.class));
        } catch (UncheckedIOException e) {
            log.atError().addKeyValue("partition", record.partition()).addKeyValue("offset", record.offset())
                    .log("A record of the log of deliveries cannot be read and is passed over");
        }
    }

    /** Lets partitions that are read to where they ended make attempts. */
    private void catchUp(KafkaConsumer<String, byte[]> from) {
        if (catchingUp.isEmpty()) {
            return;
        }
        for (TopicPartition partition : Set.copyOf(catchingUp.keySet())) {
            try {
                long end = catchingUp.get(partition);
                if (end < 0) {
                    end = from.endOffsets(List.of(partition), KAFKA_LIMIT).get(partition);
                    catchingUp.put(partition, end);
                }
                OwnedPartition mine = owned.get(partition);
                if (mine != null && from.position(partition, KAFKA_LIMIT) >= end) {
                    catchingUp.remove(partition);
                    mine.goLive();
                    log.atInfo().addKeyValue("partition", partition.partition()).addKeyValue("pending", mine.pendingCount())
                            .log("Makes the deliveries of a partition");
                }
            } catch (org.apache.kafka.common.errors.TimeoutException e) {
                log.atWarn().addKeyValue("partition", partition.partition())
                        .log("Kafka does not tell how far a partition goes");
                return;
            }
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> toCommit(Collection<TopicPartition> of) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : of) {
            OwnedPartition mine = owned.get(partition);
            if (mine != null && !catchingUp.containsKey(partition)) {
                long from = mine.resumeFrom();
                if (!Long.valueOf(from).equals(committed.put(partition, from))) {
                    offsets.put(partition, new OffsetAndMetadata(from));
                }
            }
        }
        return offsets;
    }

    /** Ends partitions in order: attempts first, then the commit. */
    private void giveUp(KafkaConsumer<String, byte[]> from, Collection<TopicPartition> given) {
        end(given, attemptLimit);
        try {
            Map<TopicPartition, OffsetAndMetadata> offsets = toCommit(given);
            if (!offsets.isEmpty()) {
                from.commitSync(offsets, KAFKA_LIMIT);
            }
        } catch (KafkaException e) {
            log.atWarn().addKeyValue("cause", e.toString())
                    .log("A last commit failed; the next owner reads some records more");
        }
        forget(given);
    }

    /** Somebody else may have the partitions already. */
    private void lose(Collection<TopicPartition> lost) {
        end(lost, Duration.ZERO);
        forget(lost);
    }

    private void end(Collection<TopicPartition> ended, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        List<OwnedPartition> mine = ended.stream().map(owned::get).filter(Objects::nonNull).toList();
        mine.forEach(OwnedPartition::stopBeginning);
        try {
            for (OwnedPartition partition : mine) {
                partition.close(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void forget(Collection<TopicPartition> gone) {
        gone.forEach(partition -> {
            owned.remove(partition);
            catchingUp.remove(partition);
            committed.remove(partition);
        });
    }

    private final class Rebalances implements ConsumerRebalanceListener {

        private final KafkaConsumer<String, byte[]> of;

        Rebalances(KafkaConsumer<String, byte[]> of) {
            this.of = of;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            joined = true;
            for (TopicPartition partition : assigned) {
                owned.put(partition, partitions.open(partition.partition(), of.position(partition, KAFKA_LIMIT)));
                catchingUp.put(partition, -1L);
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            giveUp(of, revoked);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> lost) {
            log.atWarn().addKeyValue("partitions", lost.size()).log("Partitions were lost to another process");
            lose(lost);
        }
    }

    private void pause() {
        try {
            Thread.sleep(RECONNECT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the group has let this process in once. */
    boolean hasJoined() {
        return joined;
    }

    /** How many partitions are this process's. */
    int ownedCount() {
        return owned.size();
    }

    /** Whether all of its partitions make attempts. */
    boolean isLive() {
        return catchingUp.isEmpty();
    }

    /** Asks the thread to give everything up and end. */
    void close() {
        closed = true;
    }
}
