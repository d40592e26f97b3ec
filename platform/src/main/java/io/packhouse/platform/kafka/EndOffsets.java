package io.packhouse.platform.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import io.vertx.core.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Asks the broker up to which offset a reader must have read to know everything that lies there now. */
final class EndOffsets {

    private final Admin admin;
    private final Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    private final ListOffsetsOptions limit;

    EndOffsets(Admin admin, Set<TopicPartition> partitions, Duration timeout) {
        this.admin = admin;
        this.limit = new ListOffsetsOptions().timeoutMs(Math.toIntExact(timeout.toMillis()));
        partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    }

    /** The end of each partition: the offset behind its last acknowledged record, also when that is deleted by now. */
    Future<Map<TopicPartition, Long>> ask() {
        var asked = admin.listOffsets(latest, limit).all();
        return Future.fromCompletionStage(asked.toCompletionStage()).map(offsets -> {
            Map<TopicPartition, Long> ends = new HashMap<>();
            offsets.forEach((partition, info) -> ends.put(partition, info.offset()));
            return ends;
        });
    }
}
