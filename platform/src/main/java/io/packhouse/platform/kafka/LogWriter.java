package io.packhouse.platform.kafka;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.vertx.core.Future;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.Topic;

/**
 * Appends records to logs and queues.
 *
 * <p>
 * A completed append is on the disks of as many brokers as the topic wants ({@code acks=all}, idempotent: a retry inside the
 * producer makes no second record). A failed one carries a {@link FailureException} with
 * {@code UNAVAILABLE}, and <b>may have been written all the same</b>. An append never hangs and memory is bounded: what does
 * not fit into the buffer, or comes while the broker is known to be away, is refused at once. May be called from any thread;
 * {@link #append} never blocks.
 */
public interface LogWriter {

    /** Appends a record; completes with its place. Records of one key, appended one after the other, keep their order. */
    Future<Position> append(Topic topic, String key, Map<String, String> headers, byte[] value);

    /**
     * Appends a record and returns when it is durable. Blocks, for at most 30 seconds; for threads that may.
     *
     * @param what
     *            is written, for the failure: "a record of the package catalogue"
     * @throws FailureException
     *             {@code UNAVAILABLE} when Kafka did not acknowledge it, which may have written it all the same
     */
    default void appendAndWait(Topic topic, String key, Map<String, String> headers, byte[] value, String what)
            throws InterruptedException {
        try {
            append(topic, key, headers, value).toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof FailureException known ? known : unacknowledged(what, e);
        } catch (TimeoutException e) {
            throw unacknowledged(what, e);
        }
    }

    private static FailureException unacknowledged(String what, Exception cause) {
        return new Failure(Failure.Code.UNAVAILABLE, "Kafka did not acknowledge " + what).exception(cause);
    }

    /** Whether the last word from the broker was a good one; false while appends are refused. */
    boolean available();
}
