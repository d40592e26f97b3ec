package io.packhouse.signing;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.packhouse.contracts.Command;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.Headers;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.signing.SignatureName;
import io.packhouse.contracts.signing.SigningAudit;
import io.packhouse.platform.kafka.LogWriter;

/** Writes down who had what signed with which key. */
final class AuditTrail {

    private static final long ACKNOWLEDGED_WITHIN_SECONDS = 30;

    private final LogWriter writer;
    private final String worker;

    /**
     * @param worker
     *            the name of this process
     */
    AuditTrail(LogWriter writer, String worker) {
        this.writer = writer;
        this.worker = worker;
    }

    /**
     * Writes a record and returns when it is durable.
     *
     * @throws FailureException
     *             {@code UNAVAILABLE} when Kafka does not acknowledge it; it may have been written all the same
     */
    void record(Command command, SignatureName signature, Instant at) throws InterruptedException {
        var audit = new SigningAudit(command.job(), at, command.caller(), worker, signature);
        try {
            writer.append(Topic.AUDIT_SIGNING, signature.key(), Map.of(Headers.CONTENT_TYPE, Headers.JSON),
                    Json.write(audit))
                    .toCompletionStage().toCompletableFuture().get(ACKNOWLEDGED_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof FailureException known ? known : unavailable(e);
        } catch (TimeoutException e) {
            throw unavailable(e);
        }
    }

    private static FailureException unavailable(Exception cause) {
        return new Failure(Failure.Code.UNAVAILABLE, "Kafka did not acknowledge the audit record of a signature")
                .exception(cause);
    }
}
