package io.packhouse.gateway.deliveries;

import java.time.Instant;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Json;
import io.packhouse.contracts.deliveries.DeliveryRecord;
import io.packhouse.gateway.deliveries.DeliveryStatus.AttemptSeen;
import io.packhouse.gateway.jobs.JobJson;

/** Deliveries in the JSON of the API. */
final class DeliveryJson {

    private DeliveryJson() {
    }

    static String pathOf(DeliveryStatus status) {
        return DeliveriesApi.PATH + "/" + DeliveryRecord.idOf(status.job());
    }

    /** A delivery as lists show it. */
    static ObjectNode summary(DeliveryStatus status) {
        ObjectNode json = Json.mapper().createObjectNode().put("id", DeliveryRecord.idOf(status.job()))
                .put("href", pathOf(status)).put("job", status.job().value())
                .put("job_href", JobJson.pathOf(status.job())).put("state", status.state().wire())
                .put("origin", status.origin()).put("url", status.url())
                .put("attempt_count", status.attemptCount());
        put(json, "wanted_at", status.wantedAt());
        put(json, "next_attempt_at", status.next());
        return json;
    }

    /** A delivery with the log of its attempts. */
    static ObjectNode whole(DeliveryStatus status) {
        ObjectNode json = summary(status);
        ArrayNode attempts = json.putArray("attempts");
        status.attempts().forEach(attempt -> attempts.add(of(attempt)));
        return json;
    }

    private static ObjectNode of(AttemptSeen attempt) {
        ObjectNode json = Json.mapper().createObjectNode().put("number", attempt.number());
        put(json, "started_at", attempt.startedAt());
        put(json, "ended_at", attempt.endedAt());
        if (attempt.worker() != null) {
            json.put("worker", attempt.worker());
        }
        if (attempt.status() != null) {
            json.put("status", attempt.status());
        }
        if (attempt.millis() != null) {
            json.put("duration_ms", attempt.millis());
        }
        if (attempt.answer() != null) {
            json.put("answer", attempt.answer());
        }
        return json;
    }

    private static void put(ObjectNode json, String name, @Nullable Instant time) {
        if (time != null) {
            json.put(name, time.toString());
        }
    }
}
