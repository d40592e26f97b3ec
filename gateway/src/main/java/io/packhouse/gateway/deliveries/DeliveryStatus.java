package io.packhouse.gateway.deliveries;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.deliveries.DeliveryState;
import io.packhouse.platform.kafka.Position;

/**
 * What the gateway knows of a delivery.
 *
 * @param place
 *            where the log says what is to be delivered
 * @param wantedAt
 *            when its job ended
 * @param attemptCount
 *            over all schedules; more than {@code attempts} when the first of those are forgotten
 * @param attempts
 *            the last ones, oldest first
 * @param next
 *            when the next attempt is due; null when there is none, or it is not known yet
 */
record DeliveryStatus(JobId job, Position place, String origin, String url, DeliveryState state, Instant wantedAt,
        int attemptCount, List<AttemptSeen> attempts, @Nullable Instant next) {

    DeliveryStatus {
        attempts = List.copyOf(attempts);
    }

    /**
     * An attempt.
     *
     * @param endedAt
     *            null while it runs, or when its process died
     * @param status
     *            the receiver's; null when it gave none
     * @param answer
     *            its first bytes, or in words why there is none
     */
    record AttemptSeen(int number, @Nullable Instant startedAt, @Nullable String worker, @Nullable Instant endedAt,
            @Nullable Integer status, @Nullable Long millis, @Nullable String answer) {
    }
}
