package io.packhouse.platform.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.vertx.core.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

import io.packhouse.contracts.Topic;

/** Asks the broker up to which offset a reader must have read to know everything that lies there now. */
final class EndOffsets {

    private final Admin admin;
    private final Map<String, Topic> topics;
    private final int timeoutMillis;

    /** @param topics by name */
    EndOffsets(Admin admin, Map<String, Topic> topics, Duration timeout) {
        this.admin = admin;
        this.topics = topics;
        this.timeoutMillis = (int) timeout.toMillis();
    }

    /**
     * The end of each partition that has records; a partition whose records are all deleted is left out, because a reader
     * never sees its end by reading.
     */
    Future<Map<TopicPartition, Long>> ask() {
        Future<Map<TopicPartition, Long>> latest = list(OffsetSpec.latest());
        Future<Map<TopicPartition, Long>> earliest = list(OffsetSpec.earliest());
        return Future.all(latest, earliest).map(_ -> {
            Map<TopicPartition, Long> ends = new HashMap<>(latest.result());
            earliest.result().forEach((partition, start) -> ends.computeIfPresent(partition,
                    (_, end) -> start >= end ? null : end));
            return ends;
        });
    }

    private Future<Map<TopicPartition, Long>> list(OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        topics.forEach((name, topic) -> {
            for (int i = 0; i < topic.partitions(); i++) {
                wanted.put(new TopicPartition(name, i), spec);
            }
        });
        var asked = admin.listOffsets(wanted, new ListOffsetsOptions().timeoutMs(timeoutMillis)).all();
        return Future.fromCompletionStage(asked.toCompletionStage()).map(offsets -> {
            Map<TopicPartition, Long> answer = new HashMap<>();
            offsets.forEach((partition, info) -> answer.put(partition, info.offset()));
            return answer;
        });
    }
}
