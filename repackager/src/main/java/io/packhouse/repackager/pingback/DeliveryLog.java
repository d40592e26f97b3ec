package io.packhouse.repackager.pingback;

import io.packhouse.contracts.deliveries.DeliveryRecord;
import io.packhouse.contracts.deliveries.DeliveryRecord.Wanted;

/** The log of deliveries, as attempts write it. Calls block. */
interface DeliveryLog {

    /**
     * Appends a record; it is durable when this returns.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code UNAVAILABLE}: it may have been written all the same
     */
    void append(String origin, DeliveryRecord record) throws InterruptedException;

    /**
     * Reads again what is to be delivered.
     *
     * @param offset
     *            of a record that says it
     * @throws io.packhouse.contracts.FailureException
     *             {@code UNAVAILABLE} when Kafka does not answer, {@code NOT_FOUND} when the record is no more
     */
    Wanted recall(int partition, long offset) throws InterruptedException;
}
