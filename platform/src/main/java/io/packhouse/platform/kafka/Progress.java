package io.packhouse.platform.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import io.vertx.core.Promise;
import org.apache.kafka.common.TopicPartition;

/** How far a view has read, and who waits for it to get further. Confined to the view's context. */
final class Progress {

    /** The offset of the next record to fold, by partition. */
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final List<Waiting> waiting = new ArrayList<>();

    private record Waiting(Map<TopicPartition, Long> ends, Promise<Void> promise) {
    }

    void read(String topic, int partition, long offset) {
        next.put(new TopicPartition(topic, partition), offset + 1);
        Iterator<Waiting> each = waiting.iterator();
        while (each.hasNext()) {
            Waiting one = each.next();
            if (reached(one.ends)) {
                each.remove();
                one.promise.tryComplete();
            }
        }
    }

    /** Completes {@code promise} when every partition is read up to its end. */
    void await(Map<TopicPartition, Long> ends, Promise<Void> promise) {
        if (reached(ends)) {
            promise.tryComplete();
        } else {
            waiting.add(new Waiting(ends, promise));
            promise.future().onComplete(_ -> waiting.removeIf(one -> one.promise.equals(promise)));
        }
    }

    private boolean reached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> next.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }
}
