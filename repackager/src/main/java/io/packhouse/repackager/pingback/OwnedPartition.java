package io.packhouse.repackager.pingback;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.deliveries.DeliveryRecord;
import io.packhouse.contracts.deliveries.DeliveryRecord.Attempted;
import io.packhouse.contracts.deliveries.DeliveryRecord.Attempting;
import io.packhouse.contracts.deliveries.DeliveryRecord.Carried;
import io.packhouse.contracts.deliveries.DeliveryRecord.Replayed;
import io.packhouse.contracts.deliveries.DeliveryRecord.Wanted;
import io.packhouse.contracts.deliveries.DeliveryState;

/**
 * The deliveries of one partition of the log, in the process that owns it: the state of each is the fold of the partition's
 * records from {@link #resumeFrom()} on, and only by that fold does it change. Attempts of this process come back to it as
 * records too.
 *
 * <p>
 * All methods take the lock that the partitions of a process share; none blocks but {@link #close}.
 */
final class OwnedPartition {

    private static final Logger log = LoggerFactory.getLogger(OwnedPartition.class);
    /** When the next attempt follows on one that was cut off: its process died, or lost the partition. */
    private static final Duration AFTER_CUT_OFF = Duration.ofSeconds(1);
    /** Deliveries that are over and remembered, so that one that is wanted once more is not made once more. */
    private static final int REMEMBERED = 10_000;
    private static final int CARRIED_AT_ONCE = 100;

    private final int number;
    private final Means means;
    private final Slots slots;
    private final Object lock;
    private final Map<JobId, Tracked> pending = new HashMap<>();
    private final TreeMap<Long, Tracked> byOffset = new TreeMap<>();
    private final Map<String, Receiver> receivers = new HashMap<>();
    private final Set<Thread> working = new HashSet<>();
    private int busy;
    private final Map<JobId, Boolean> over = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<JobId, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };
    private long next;
    private boolean live;
    private volatile boolean closed;

    /**
     * @param from
     *            the offset of the first record that is folded
     */
    OwnedPartition(int number, long from, Means means, Slots slots, Object lock) {
        this.number = number;
        this.next = from;
        this.means = means;
        this.slots = slots;
        this.lock = lock;
    }

    /** Takes the record at {@code offset}. */
    void fold(long offset, String origin, DeliveryRecord told) {
        synchronized (lock) {
            next = offset + 1;
            Tracked known = pending.get(told.job());
            if (known == null) {
                begun(offset, origin, told).ifPresent(begun -> {
                    pending.put(begun.job, begun);
                    means.metrics().pending(1);
                    settle(begun);
                });
            } else {
                receiver(known).remove(known);
                byOffset.remove(known.offset);
                change(known, offset, told);
                settle(known);
            }
        }
    }

    /** The delivery that a record makes known. */
    private Optional<Tracked> begun(long offset, String origin, DeliveryRecord told) {
        return switch (told) {
            case Wanted wanted when !over.containsKey(wanted.job()) -> Optional.of(new Tracked(origin, offset, wanted));
            case Carried carried when !over.containsKey(carried.job()) -> Optional.of(Tracked.of(origin, offset, carried));
            case Replayed replayed -> {
                over.remove(replayed.job());
                Tracked again = new Tracked(origin, offset, replayed.wanted());
                again.fold(offset, replayed);
                yield Optional.of(again);
            }
            default -> Optional.empty();
        };
    }

    private static void change(Tracked known, long offset, DeliveryRecord told) {
        switch (told) {
            case Replayed replayed -> known.fold(offset, replayed);
            case Carried carried -> known.fold(offset, carried);
            case Attempting attempting -> known.fold(attempting);
            case Attempted attempted -> known.fold(attempted);
            case Wanted _,DeliveryRecord.Unknown _ -> {
                // Wanted twice is wanted once; and a newer version knows more.
            }
        }
    }

    /** Puts a delivery where it belongs now. */
    private void settle(Tracked tracked) {
        Receiver receiver = receiver(tracked);
        if (!tracked.isPending()) {
            if (pending.remove(tracked.job, tracked)) {
                means.metrics().pending(-1);
                over.put(tracked.job, true);
            }
            return;
        }
        byOffset.put(tracked.offset, tracked);
        if (live && tracked.isWaiting() && !tracked.queued) {
            receiver.add(tracked);
            pump(receiver);
        }
        if (byOffset.size() > means.settings().pendingInMemory()) {
            tracked.wanted = null;
        }
    }

    private Receiver receiver(Tracked tracked) {
        return receivers.computeIfAbsent(tracked.origin, origin -> new Receiver(origin, means.settings()));
    }

    /** Everything that lay on the partition is folded: begins to make attempts. */
    void goLive() {
        synchronized (lock) {
            live = true;
            for (Tracked tracked : List.copyOf(pending.values())) {
                if (tracked.open != 0) {
                    tracked.open = 0;
                    tracked.due = means.timers().now().plus(AFTER_CUT_OFF);
                }
                settle(tracked);
            }
        }
    }

    /** Makes what attempts a receiver can take now, and looks again when it can take the next. */
    private void pump(Receiver receiver) {
        while (!closed) {
            Optional<Tracked> first = receiver.first();
            if (first.isEmpty()) {
                return;
            }
            Tracked tracked = first.get();
            Instant now = means.timers().now();
            if (isHopeless(tracked, receiver, now)) {
                giveUp(tracked, receiver);
                continue;
            }
            if (receiver.isBusy()) {
                return;
            }
            Instant when = tracked.due.isAfter(receiver.opensAt()) ? tracked.due : receiver.opensAt();
            if (when.isAfter(now)) {
                wakeAt(receiver, when);
                return;
            }
            if (!slots.take(receiver.whenFree(() -> pump(receiver)))) {
                return;
            }
            start(tracked, receiver, now);
        }
    }

    private void wakeAt(Receiver receiver, Instant when) {
        if (receiver.arms(when)) {
            means.timers().at(when, () -> {
                synchronized (lock) {
                    receiver.disarm(when);
                    pump(receiver);
                }
            });
        }
    }

    /** Its attempts are used up, or its receiver has failed for so long that the schedule would be over by now. */
    private boolean isHopeless(Tracked tracked, Receiver receiver, Instant now) {
        boolean usedUp = tracked.made() >= means.retries().schedule().attempts();
        boolean overdue = receiver.breaker.isOpen()
                && now.isAfter(
                        tracked.since.plus(means.retries().schedule().longest()).plus(means.retries().retryAfterCap()));
        return usedUp || overdue;
    }

    private void start(Tracked tracked, Receiver receiver, Instant now) {
        receiver.remove(tracked);
        receiver.begins(now);
        tracked.mine = tracked.attempts + 1;
        var order = new DeliveryAttempt.Order(tracked.job, tracked.origin, tracked.offset, tracked.wanted, tracked.mine,
                tracked.made() + 1, tracked.refusals);
        DeliveryAttempt attempt = new DeliveryAttempt(means, number, () -> !closed);
        work(tracked, () -> attempt.make(order), reply -> {
            receiver.ends();
            learn(receiver, reply);
            slots.give();
        });
    }

    private void giveUp(Tracked tracked, Receiver receiver) {
        receiver.remove(tracked);
        // Told under a number of its own, so that it is not taken for the end of an attempt before.
        tracked.mine = tracked.attempts + 1;
        var record = new Attempted(tracked.job, means.timers().now(), tracked.mine, null, 0,
                "given up without another attempt: the schedule is over", DeliveryState.GIVEN_UP, null);
        DeliveryAttempt attempt = new DeliveryAttempt(means, number, () -> !closed);
        work(tracked, () -> {
            attempt.append(tracked.origin, record);
            means.metrics().givenUp();
            return Optional.empty();
        }, _ -> {
            // Nobody was asked.
        });
    }

    /** What a thread of its own does for a delivery. */
    private interface Work {
        Optional<Reply> run() throws InterruptedException;
    }

    private void work(Tracked tracked, Work work, Consumer<Optional<Reply>> ended) {
        tracked.running = true;
        busy++;
        means.attempts().execute(() -> {
            Optional<Reply> reply = Optional.empty();
            try {
                if (mayWork()) {
                    reply = work.run();
                }
            } catch (InterruptedException e) {
                // The partition goes to another process.
            } finally {
                synchronized (lock) {
                    working.remove(Thread.currentThread());
                    busy--;
                    tracked.running = false;
                    ended.accept(reply);
                    if (!closed) {
                        settle(tracked);
                        pump(receiver(tracked));
                    }
                    lock.notifyAll();
                }
            }
        });
    }

    private boolean mayWork() {
        synchronized (lock) {
            return !closed && working.add(Thread.currentThread());
        }
    }

    private void learn(Receiver receiver, Optional<Reply> reply) {
        switch (reply.orElse(null)) {
            case Reply.Answered answered when answered.status() < 500 && (answered.isRefusal() || answered.status() < 400) ->
                receiver.breaker.works();
            case Reply.Silent silent when silent.refused() -> {
                // It was us; nothing is known of the receiver.
            }
            case null -> {
                // Nobody was asked.
            }
            default -> {
                receiver.breaker.fails(means.timers().now());
                if (receiver.breaker.isOpen()) {
                    log.atInfo().addKeyValue("origin", receiver.origin).addKeyValue("until", receiver.breaker.passesFrom())
                            .log("A receiver fails and is left alone");
                }
            }
        }
    }

    /** What is to be done now and then. */
    void tidy() {
        synchronized (lock) {
            carry();
            Instant now = means.timers().now();
            Set<String> awaited = pending.values().stream().map(tracked -> tracked.origin).collect(Collectors.toSet());
            receivers.values().removeIf(receiver -> !awaited.contains(receiver.origin) && receiver.isForgettable(now));
        }
    }

    /**
     * Writes the state of what has waited for long once more, so that {@link #resumeFrom()} can move on: else a new owner would
     * have to read days of records for one receiver that is down.
     */
    private void carry() {
        int begun = 0;
        for (Tracked tracked : byOffset.values()) {
            if (!live || closed || begun == CARRIED_AT_ONCE || next - tracked.offset < means.settings().carryAfter()) {
                return;
            }
            if (tracked.isWaiting() && !tracked.carrying) {
                tracked.carrying = true;
                begun++;
                carry(tracked);
            }
        }
    }

    private void carry(Tracked tracked) {
        Wanted kept = tracked.wanted;
        long offset = tracked.offset;
        Function<Wanted, Carried> state = tracked.state(means.timers().now());
        means.attempts().execute(() -> {
            try {
                Wanted wanted = kept == null ? means.log().recall(number, offset) : kept;
                means.log().append(tracked.origin, state.apply(wanted));
            } catch (FailureException e) {
                synchronized (lock) {
                    tracked.carrying = false;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** The offset from which a new owner must read to know all that is not over. */
    long resumeFrom() {
        synchronized (lock) {
            return byOffset.isEmpty() ? next : byOffset.firstKey();
        }
    }

    /** Deliveries that are not over. */
    int pendingCount() {
        synchronized (lock) {
            return pending.size();
        }
    }

    /** Begins no more attempts. */
    void stopBeginning() {
        synchronized (lock) {
            if (!closed) {
                closed = true;
                means.metrics().pending(-pending.size());
            }
        }
    }

    /**
     * Ends: begins no more attempts, and waits for those that run, so that the log knows how they went before the next owner
     * reads it. Those that take longer than {@code limit} are interrupted.
     */
    void close(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        synchronized (lock) {
            stopBeginning();
            while (busy > 0 && end - System.nanoTime() > 0) {
                lock.wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            }
            working.forEach(Thread::interrupt);
        }
    }
}
