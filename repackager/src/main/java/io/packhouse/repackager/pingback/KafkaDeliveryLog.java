package io.packhouse.repackager.pingback;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.Headers;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.deliveries.DeliveryRecord;
import io.packhouse.contracts.deliveries.DeliveryRecord.Wanted;
import io.packhouse.platform.kafka.KafkaSettings;
import io.packhouse.platform.kafka.LogWriter;
import io.packhouse.platform.kafka.Position;
import io.packhouse.platform.kafka.RecordLookup;

/** The log of deliveries on {@link Topic#DELIVERIES}, keyed by origin. */
final class KafkaDeliveryLog implements DeliveryLog, AutoCloseable {

    private static final long ACKNOWLEDGED_WITHIN_SECONDS = 30;

    private final LogWriter writer;
    private final RecordLookup lookup;

    KafkaDeliveryLog(LogWriter writer, KafkaSettings kafka) {
        this.writer = writer;
        this.lookup = new RecordLookup(kafka);
    }

    @Override
    public void append(String origin, DeliveryRecord record) throws InterruptedException {
        append(writer, origin, record);
    }

    /** Appends a record and waits for the acknowledgement; fails as {@link DeliveryLog#append}. */
    static void append(LogWriter writer, String origin, DeliveryRecord record) throws InterruptedException {
        try {
            writer.append(Topic.DELIVERIES, origin,
                    Map.of(Headers.JOB, record.job().value(), Headers.CONTENT_TYPE, Headers.JSON), Json.write(record))
                    .toCompletionStage().toCompletableFuture().get(ACKNOWLEDGED_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof FailureException known ? known : unavailable(e);
        } catch (TimeoutException e) {
            throw unavailable(e);
        }
    }

    @Override
    public Wanted recall(int partition, long offset) {
        return lookup.find(Topic.DELIVERIES, new Position(partition, offset))
                .flatMap(record -> DeliveryRecord.wantedOf(Json.read(record.value(), DeliveryRecord.class)))
                .orElseThrow(() -> new Failure(Failure.Code.NOT_FOUND, "the record is no longer on the log").exception());
    }

    private static FailureException unavailable(Exception cause) {
        return new Failure(Failure.Code.UNAVAILABLE, "Kafka does not answer").exception(cause);
    }

    @Override
    public void close() {
        lookup.close();
    }
}
