package io.packhouse.packagestore.catalogue;

import java.util.Map;

import io.packhouse.contracts.Headers;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.packages.CatalogueRecord;
import io.packhouse.platform.kafka.LogWriter;

/** Writes the log that the catalogue is the fold of. May be called from any thread that may block. */
public final class CatalogueLog {

    private final LogWriter writer;

    public CatalogueLog(LogWriter writer) {
        this.writer = writer;
    }

    /**
     * Appends a record; returns when it is durable. It may be appended again without harm: a job counts once.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code UNAVAILABLE} when Kafka did not acknowledge it, which may have written it all the same
     */
    public void append(CatalogueRecord record) throws InterruptedException {
        String key = switch (record) {
            case CatalogueRecord.Uploaded uploaded -> uploaded.facts().key().id();
            case CatalogueRecord.Removed removed -> removed.id();
            case CatalogueRecord.Restored restored -> restored.key().id();
            case CatalogueRecord.Unknown unknown ->
                throw new IllegalArgumentException("only newer versions write such records: " + unknown);
        };
        writer.appendAndWait(Topic.PACKAGES, key,
                Map.of(Headers.CONTENT_TYPE, Headers.JSON, Headers.JOB, record.job().value()), Json.write(record),
                "a record of the package catalogue");
    }
}
