package io.packhouse.gateway.deliveries;

import java.time.Instant;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.deliveries.DeliveryRecord.Attempted;
import io.packhouse.contracts.deliveries.DeliveryRecord.Attempting;
import io.packhouse.contracts.deliveries.DeliveryRecord.Wanted;
import io.packhouse.contracts.deliveries.DeliveryState;
import io.packhouse.gateway.deliveries.DeliveryStatus.AttemptSeen;
import io.packhouse.platform.kafka.Position;

/** A delivery in the table. Keeps where the log says what is to be delivered, not what: that may be long. */
final class DeliveryEntry {

    private static final int ATTEMPTS_KEPT = 40;
    private static final int URL_CHARS = 2000;

    private final JobId job;
    private final String origin;
    private final String url;
    private final Instant wantedAt;
    private final TreeMap<Integer, AttemptSeen> attempts = new TreeMap<>();
    private Position place;
    private int count;
    private int before;
    private DeliveryState state = DeliveryState.PENDING;
    private @Nullable Instant next;

    DeliveryEntry(Position place, String origin, Wanted wanted) {
        this.job = wanted.job();
        this.place = place;
        this.origin = origin;
        this.url = wanted.url().length() > URL_CHARS ? wanted.url().substring(0, URL_CHARS) + "…" : wanted.url();
        this.wantedAt = wanted.at();
        this.next = wanted.at();
    }

    JobId job() {
        return job;
    }

    boolean isPending() {
        return state == DeliveryState.PENDING;
    }

    DeliveryState state() {
        return state;
    }

    String origin() {
        return origin;
    }

    Instant wantedAt() {
        return wantedAt;
    }

    /** What is to be delivered lies there too, and later. */
    void movedTo(Position later) {
        place = later;
    }

    void counted(int made) {
        count = Math.max(count, made);
    }

    void begun(Attempting attempting) {
        counted(attempting.number());
        next = null;
        keep(new AttemptSeen(attempting.number(), attempting.at(), attempting.worker(), null, null, null, null));
    }

    void ended(Attempted attempted) {
        AttemptSeen begun = attempts.get(attempted.number());
        if (begun == null || begun.endedAt() == null) {
            keep(new AttemptSeen(attempted.number(), begun == null ? null : begun.startedAt(),
                    begun == null ? null : begun.worker(), attempted.at(), attempted.status(), attempted.millis(),
                    attempted.answer()));
        }
        // What an attempt before a replay came to decides nothing any more.
        if (attempted.number() >= count && attempted.number() > before) {
            counted(attempted.number());
            state = attempted.state();
            next = attempted.next();
        }
    }

    private void keep(AttemptSeen attempt) {
        AttemptSeen known = attempts.get(attempt.number());
        if (known == null || known.endedAt() == null) {
            attempts.put(attempt.number(), attempt);
        }
        if (attempts.size() > ATTEMPTS_KEPT) {
            attempts.pollFirstEntry();
        }
    }

    void replayed(Instant at, Position later, int made) {
        place = later;
        counted(made);
        before = count;
        state = DeliveryState.PENDING;
        next = at;
    }

    DeliveryStatus status() {
        return new DeliveryStatus(job, place, origin, url, state, wantedAt, count, attempts.values().stream().toList(),
                next);
    }
}
