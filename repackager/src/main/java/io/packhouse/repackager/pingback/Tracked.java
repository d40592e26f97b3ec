package io.packhouse.repackager.pingback;

import java.time.Instant;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.deliveries.DeliveryRecord.Attempted;
import io.packhouse.contracts.deliveries.DeliveryRecord.Attempting;
import io.packhouse.contracts.deliveries.DeliveryRecord.Carried;
import io.packhouse.contracts.deliveries.DeliveryRecord.Replayed;
import io.packhouse.contracts.deliveries.DeliveryRecord.Wanted;
import io.packhouse.contracts.deliveries.DeliveryState;

/**
 * A delivery as the log tells it so far, and what its owner does with it now. Every record may come twice, and late ones of an
 * owner before. Confined to its partition's lock.
 */
final class Tracked {

    final JobId job;
    final String origin;
    /** Null when it is not kept in memory; then it is read again at {@link #offset}. */
    @Nullable
    Wanted wanted;
    /** From where on the log says all of the present schedule. */
    long offset;
    /** When the present schedule began. */
    Instant since;
    /** Attempts over all schedules. */
    int attempts;
    /** How many of those were made before the present schedule. */
    int before;
    /** Attempts of the present schedule that were refused. */
    int refusals;
    /** The attempt that began and has not ended; 0 for none. */
    int open;
    DeliveryState state = DeliveryState.PENDING;
    /** When the next attempt is due. */
    Instant due;
    /** The attempt that this process makes, until the log has told of its end; 0 for none. */
    int mine;
    /** Whether a thread of this process works on it. */
    boolean running;
    /** Whether its state is being written once more. */
    boolean carrying;
    /** Whether it waits in its receiver's queue. */
    boolean queued;

    /** A delivery that is wanted. */
    Tracked(String origin, long offset, Wanted wanted) {
        this.job = wanted.job();
        this.origin = origin;
        this.offset = offset;
        this.wanted = wanted;
        this.since = wanted.at();
        this.due = wanted.at();
    }

    /** Attempts of the present schedule. */
    int made() {
        return attempts - before;
    }

    boolean isPending() {
        return state == DeliveryState.PENDING;
    }

    /** Whether the next attempt may wait in the queue: the last one is over, here and in the log. */
    boolean isWaiting() {
        return isPending() && !running && mine == 0 && open == 0;
    }

    void fold(Attempting attempting) {
        if (attempting.number() > attempts) {
            attempts = attempting.number();
            open = attempts;
        }
    }

    void fold(Attempted attempted) {
        // What an attempt before a replay came to changes nothing any more.
        if (attempted.number() < attempts || attempted.number() <= before) {
            return;
        }
        if (attempted.number() >= mine || attempted.state() != DeliveryState.PENDING) {
            mine = 0;
        }
        boolean again = attempted.number() == attempts && open == 0 && attempted.state() == DeliveryState.PENDING;
        attempts = attempted.number();
        open = 0;
        if (again) {
            return;
        }
        Integer status = attempted.status();
        if (status != null && Reply.isRefusal(status)) {
            refusals++;
        }
        state = attempted.state();
        due = attempted.next() == null ? due : attempted.next();
    }

    void fold(long at, Replayed replayed) {
        offset = at;
        wanted = replayed.wanted();
        attempts = Math.max(attempts, replayed.attempts());
        before = attempts;
        begin(replayed.at(), replayed.at());
    }

    /** A delivery that is only known from its state. */
    static Tracked of(String origin, long offset, Carried carried) {
        Tracked tracked = new Tracked(origin, offset, carried.wanted());
        tracked.attempts = carried.attempts();
        tracked.before = carried.before();
        tracked.begin(carried.since(), carried.next());
        tracked.refusals = carried.refusals();
        return tracked;
    }

    /** The log says all from here on, unless something came in between that this does not know of. */
    void fold(long at, Carried carried) {
        if (attempts == carried.attempts() && before == carried.before() && since.equals(carried.since())) {
            offset = at;
        }
        carrying = false;
    }

    private void begin(Instant from, Instant next) {
        refusals = 0;
        open = 0;
        mine = 0;
        state = DeliveryState.PENDING;
        since = from;
        due = next;
    }

    /** The state as it is now, to be written once more. */
    Function<Wanted, Carried> state(Instant now) {
        int made = attempts;
        int earlier = before;
        int refused = refusals;
        Instant from = since;
        Instant then = due;
        return all -> new Carried(job, now, made, earlier, refused, from, then, all);
    }
}
