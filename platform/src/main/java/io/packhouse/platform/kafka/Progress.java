package io.packhouse.platform.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.vertx.core.Promise;
import org.apache.kafka.common.TopicPartition;

/** How far a view has read, and who waits for it to get further. Confined to the view's context. */
final class Progress {

    /** Everything before this offset is folded, or is no more; by partition. */
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private long polled;

    private record Waiting(Map<TopicPartition, Long> ends, Promise<Void> promise) {
    }

    /** {@code count} records were taken from the broker, and are to be folded. */
    void polled(int count) {
        polled += count;
    }

    /** A record is folded. */
    void folded(String topic, int partition, long offset) {
        polled--;
        next.put(new TopicPartition(topic, partition), offset + 1);
        wake();
    }

    /**
     * The consumer would read from {@code offset} next. When all that it took is folded, the view knows everything before
     * that: what it did not see was deleted or compacted away.
     */
    void stands(TopicPartition partition, long offset) {
        if (polled == 0 && next.getOrDefault(partition, 0L) < offset) {
            next.put(partition, offset);
            wake();
        }
    }

    private void wake() {
        if (waiting.isEmpty()) {
            return;
        }
        List<Waiting> done = waiting.stream().filter(one -> reached(one.ends)).toList();
        waiting.removeAll(done);
        done.forEach(one -> one.promise.tryComplete());
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

    /** Fails everybody who waits. */
    void giveUp(RuntimeException why) {
        List<Waiting> all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(one -> one.promise.tryFail(why));
    }

    /** The partitions that somebody waits for. */
    Set<TopicPartition> behind() {
        Set<TopicPartition> behind = new HashSet<>();
        for (Waiting one : waiting) {
            one.ends.forEach((partition, end) -> {
                if (next.getOrDefault(partition, 0L) < end) {
                    behind.add(partition);
                }
            });
        }
        return behind;
    }

    private boolean reached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> next.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }
}
