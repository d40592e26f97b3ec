package io.packhouse.platform.kafka;

import java.util.Map;

import io.vertx.core.Future;

import io.packhouse.contracts.Topic;

/**
 * Appends records to logs and queues.
 *
 * <p>
 * A completed append is on the disks of as many brokers as the topic wants ({@code acks=all}, idempotent: a retry inside the
 * producer makes no second record). A failed one carries a {@link io.packhouse.contracts.FailureException} with
 * {@code UNAVAILABLE}, and <b>may have been written all the same</b>. An append never hangs and memory is bounded: what does
 * not fit into the buffer, or comes while the broker is known to be away, is refused at once. May be called from any thread;
 * never blocks.
 */
public interface LogWriter {

    /** Appends a record; completes with its place. Records of one key, appended one after the other, keep their order. */
    Future<Position> append(Topic topic, String key, Map<String, String> headers, byte[] value);

    /** Whether the last word from the broker was a good one; false while appends are refused. */
    boolean available();
}
