package io.packhouse.platform.queue;

import java.time.Duration;
import java.util.Optional;

import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A record that a permit has acquired. Renews its lock and acknowledges it, in the forms that are known to be safe; on the
 * thread of the consumer.
 */
final class HeldRecord {

    private static final Logger log = LoggerFactory.getLogger(HeldRecord.class);
    private static final Duration COMMIT_LIMIT = Duration.ofSeconds(5);

    private final ShareConsumer<String, byte[]> consumer;
    private ConsumerRecord<String, byte[]> record;

    HeldRecord(ShareConsumer<String, byte[]> consumer, ConsumerRecord<String, byte[]> record) {
        this.consumer = consumer;
        this.record = record;
    }

    ConsumerRecord<String, byte[]> record() {
        return record;
    }

    /**
     * Renews the lock, in the one safe form: acknowledge, commit, and a poll that does not wait. A poll that waits after a
     * renewal takes further records into the client's buffer and never hands them out; their locks run out, and in the end
     * the broker archives them unseen.
     *
     * @return false when the lock is lost: the job is another worker's now
     */
    boolean renew() {
        if (!commit(AcknowledgeType.RENEW)) {
            return false;
        }
        boolean held = false;
        for (ConsumerRecord<String, byte[]> polled : consumer.poll(Duration.ZERO)) {
            if (polled.offset() == record.offset() && polled.partition() == record.partition()) {
                record = polled;
                held = true;
            } else {
                // Not known to happen with record_limit and one record per poll; never keep what we will not run.
                consumer.acknowledge(polled, AcknowledgeType.RELEASE);
            }
        }
        return held;
    }

    /** Acknowledges finally; false when the lock was lost before, which harms nothing: the outcome stands. */
    boolean acknowledge(Disposition disposition) {
        return commit(disposition.type());
    }

    private boolean commit(AcknowledgeType type) {
        try {
            consumer.acknowledge(record, type);
            for (Optional<KafkaException> error : consumer.commitSync(COMMIT_LIMIT).values()) {
                // Errors of acknowledgements are returned, not thrown.
                if (error.isPresent()) {
                    return refused(type, error.get());
                }
            }
            return true;
        } catch (KafkaException | IllegalStateException e) {
            return refused(type, e);
        }
    }

    private boolean refused(AcknowledgeType type, RuntimeException error) {
        log.atWarn().addKeyValue("partition", record.partition()).addKeyValue("offset", record.offset())
                .addKeyValue("acknowledgement", type).addKeyValue("cause", error.toString())
                .log("A lock was lost before its acknowledgement");
        return false;
    }
}
