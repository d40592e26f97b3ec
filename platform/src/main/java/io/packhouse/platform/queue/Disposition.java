package io.packhouse.platform.queue;

import org.apache.kafka.clients.consumer.AcknowledgeType;

/** What becomes of a record when the run of its job is over. */
enum Disposition {
    /** The job has an outcome, or never will need one: the record is done. */
    DONE(AcknowledgeType.ACCEPT),
    /** The job goes back to the queue, for this or another worker. */
    AGAIN(AcknowledgeType.RELEASE),
    /** The job has an outcome, but its handler could not be told: the record goes back until it was. */
    UNTOLD(AcknowledgeType.RELEASE),
    /** The record can never be read as a job; it lies in the dead letters. */
    UNREADABLE(AcknowledgeType.REJECT);

    private final AcknowledgeType type;

    Disposition(AcknowledgeType type) {
        this.type = type;
    }

    AcknowledgeType type() {
        return type;
    }
}
