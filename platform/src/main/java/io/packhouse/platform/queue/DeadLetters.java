package io.packhouse.platform.queue;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.Topic;
import io.packhouse.platform.kafka.LogWriter;

/** Copies of what the queue gave up, with the reason in a header, for operators to look at and to put back. */
final class DeadLetters {

    /** The header that says why. */
    static final String REASON = "dead-letter-reason";
    /** The header that names the queue that the record came from. */
    static final String QUEUE = "dead-letter-queue";

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private final LogWriter writer;
    private final Topic queue;

    DeadLetters(LogWriter writer, Topic queue) {
        this.writer = writer;
        this.queue = queue;
    }

    /** Copies a record; answers whether the copy was acknowledged. Blocks for at most some seconds. */
    boolean copy(String key, Map<String, String> headers, byte[] value, String reason) throws InterruptedException {
        Map<String, String> all = new HashMap<>(headers);
        all.put(REASON, reason);
        all.put(QUEUE, queue.plainName());
        try {
            writer.append(Topic.DEAD_LETTERS, key, all, value).toCompletionStage().toCompletableFuture().get(10,
                    TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            log.atError().addKeyValue("key", key).addKeyValue("reason", reason).addKeyValue("cause", e.toString())
                    .log("A dead letter could not be written");
            return false;
        }
    }
}
