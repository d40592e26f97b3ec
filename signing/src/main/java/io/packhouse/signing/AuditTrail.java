package io.packhouse.signing;

import java.time.Instant;
import java.util.Map;

import io.packhouse.contracts.Command;
import io.packhouse.contracts.Headers;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.signing.SignatureName;
import io.packhouse.contracts.signing.SigningAudit;
import io.packhouse.platform.kafka.LogWriter;

/** Writes down who had what signed with which key. */
final class AuditTrail {

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
     * @throws io.packhouse.contracts.FailureException
     *             {@code UNAVAILABLE} when Kafka does not acknowledge it; it may have been written all the same
     */
    void record(Command command, SignatureName signature, Instant at) throws InterruptedException {
        var audit = new SigningAudit(command.job(), at, command.caller(), worker, signature);
        writer.appendAndWait(Topic.AUDIT_SIGNING, signature.key(), Map.of(Headers.CONTENT_TYPE, Headers.JSON),
                Json.write(audit), "the audit record of a signature");
    }
}
