package io.packhouse.gateway.deliveries;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Headers;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.deliveries.DeliveryRecord;
import io.packhouse.contracts.deliveries.DeliveryRecord.Replayed;
import io.packhouse.contracts.deliveries.DeliveryRecord.Wanted;
import io.packhouse.gateway.http.BlockingCalls;
import io.packhouse.platform.kafka.LogRecord;
import io.packhouse.platform.kafka.LogView;
import io.packhouse.platform.kafka.RecordLookup;
import io.packhouse.platform.process.Foundation;
import io.packhouse.platform.service.Service;

/**
 * What this gateway knows of deliveries, by folding their log in a view of its own: the log goes back for weeks, and the
 * gateway does not wait for that before it opens. Answers are as of now, or {@code UNAVAILABLE}. Methods may be called from any
 * context and answer there.
 */
public final class DeliveryView implements Service {

    private final Vertx vertx;
    private final Foundation foundation;
    private final BlockingCalls calls;
    private final DeliveryTable table;
    private final LogView view;
    private final RecordLookup lookup;

    public DeliveryView(Foundation foundation, BlockingCalls calls, DeliveriesViewSettings settings) {
        this.vertx = foundation.vertx();
        this.foundation = foundation;
        this.calls = calls;
        this.table = new DeliveryTable(settings.remembered());
        this.view = new LogView(vertx, foundation.admin(), foundation.kafka(), Set.of(Topic.DELIVERIES), this::fold);
        this.lookup = new RecordLookup(foundation.kafka());
    }

    private void fold(LogRecord record) {
        table.fold(record.position(), record.key(), Json.read(record.value(), DeliveryRecord.class));
    }

    @Override
    public String name() {
        return "deliveries-view";
    }

    /** Begins to read; returns at once. */
    @Override
    public void start() {
        view.start();
    }

    Future<Optional<DeliveryStatus>> find(JobId job) {
        return asOfNow(() -> table.find(job));
    }

    Future<DeliveryTable.Page> page(DeliveryListQuery query) {
        return asOfNow(() -> table.page(query));
    }

    /**
     * Has a delivery made again; it is durable when this completes.
     *
     * @param by
     *            who asked
     */
    Future<DeliveryStatus> replay(JobId job, String by) {
        return find(job).compose(found -> {
            DeliveryStatus status = found.orElseThrow(() -> unknown().exception());
            return calls.call(() -> wanted(status))
                    .compose(wanted -> foundation.writer().append(Topic.DELIVERIES, status.origin(),
                            Map.of(Headers.JOB, job.value(), Headers.CONTENT_TYPE, Headers.JSON, Headers.CALLER, by),
                            Json.write(new Replayed(job, Instant.now(), by, status.attemptCount(), wanted))))
                    .compose(_ -> find(job)).map(now -> now.orElse(status));
        });
    }

    private Wanted wanted(DeliveryStatus status) {
        return lookup.find(Topic.DELIVERIES, status.place())
                .flatMap(record -> DeliveryRecord.wantedOf(Json.read(record.value(), DeliveryRecord.class)))
                .orElseThrow(() -> unknown().exception());
    }

    static Failure unknown() {
        return new Failure(Failure.Code.NOT_FOUND, "there is no such delivery, or it is forgotten");
    }

    private <T> Future<T> asOfNow(Supplier<T> question) {
        Promise<T> answer = ((ContextInternal) vertx.getOrCreateContext()).promise();
        view.asOfNow().map(_ -> question.get()).onComplete(answer);
        return answer.future();
    }

    @Override
    public void close() {
        view.close();
        lookup.close();
    }
}
