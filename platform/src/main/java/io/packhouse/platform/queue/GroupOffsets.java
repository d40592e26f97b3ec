package io.packhouse.platform.queue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeShareGroupsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.TopicNames;

/** Where a queue and its share group stand. Methods block and fail with {@code UNAVAILABLE}. */
public final class GroupOffsets {

    private final Admin admin;
    private final String topic;
    private final String group;
    private final TopicPartition partition;
    private final int timeoutMillis;

    public GroupOffsets(Admin admin, TopicNames names, Topic queue, Duration timeout) {
        this.admin = admin;
        this.topic = names.of(queue);
        this.group = names.groupOf(queue);
        this.partition = new TopicPartition(topic, 0);
        this.timeoutMillis = (int) timeout.toMillis();
    }

    /** The first offset on the topic. */
    public long earliest() {
        return offset(OffsetSpec.earliest());
    }

    /** The offset that the next record will get. */
    public long latest() {
        return offset(OffsetSpec.latest());
    }

    private long offset(OffsetSpec spec) {
        return get(admin.listOffsets(Map.of(partition, spec), new ListOffsetsOptions().timeoutMs(timeoutMillis))
                .partitionResult(partition)).offset();
    }

    /**
     * Behind this offset the group is done with every record; the topic's first offset before its first acknowledgement.
     *
     * <p>
     * The start offset that Kafka tells trails by a batch, for ever on a quiet topic. A lag of nothing says more: then the
     * group is done with all that lay there before the question.
     */
    public long doneBelow() {
        long before = latest();
        Optional<SharePartitionOffsetInfo> info = info();
        if (info.isEmpty()) {
            return earliest();
        }
        return info.get().lag().filter(lag -> lag == 0).map(_ -> before).orElse(info.get().startOffset());
    }

    /**
     * How many jobs wait or run: the group's lag where it has one, the topic's whole content where no worker has ever
     * acknowledged anything (of such a group Kafka knows nothing, which is not the same as no backlog).
     */
    public long backlog() {
        Optional<SharePartitionOffsetInfo> info = info();
        return info.flatMap(SharePartitionOffsetInfo::lag)
                .orElseGet(
                        () -> latest() - Math.max(earliest(), info.map(SharePartitionOffsetInfo::startOffset).orElse(0L)));
    }

    private Optional<SharePartitionOffsetInfo> info() {
        var offsets = get(admin.listShareGroupOffsets(
                Map.of(group, new ListShareGroupOffsetsSpec().topicPartitions(List.of(partition))),
                new ListShareGroupOffsetsOptions().timeoutMs(timeoutMillis)).partitionsToOffsetInfo(group));
        return Optional.ofNullable(offsets.get(partition));
    }

    /** How many members with client ids of that prefix have the topic assigned: would take a record at once. */
    public long assignedMembers(String clientPrefix) {
        var described = get(
                admin.describeShareGroups(List.of(group), new DescribeShareGroupsOptions().timeoutMs(timeoutMillis))
                        .describedGroups().get(group));
        return described.members().stream().filter(member -> member.clientId().startsWith(clientPrefix))
                .filter(member -> member.assignment().topicPartitions().contains(partition)).count();
    }

    private <T> T get(KafkaFuture<T> future) {
        try {
            return future.get(timeoutMillis + 1000L, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        } catch (ExecutionException | TimeoutException e) {
            throw unavailable(e);
        }
    }

    private RuntimeException unavailable(Exception cause) {
        return new Failure(Failure.Code.UNAVAILABLE, "Kafka could not be asked about " + topic).exception(cause);
    }
}
