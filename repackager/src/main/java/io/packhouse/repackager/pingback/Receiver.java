package io.packhouse.repackager.pingback;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * What waits for one origin, and what it can take: how many attempts at once, how many in a second, and whether it works at
 * all. Confined to the lock.
 */
final class Receiver {

    private static final Duration BURST = Duration.ofSeconds(1);

    final String origin;
    final Breaker breaker;
    private final DeliveriesSettings.OriginSettings settings;
    private final NavigableSet<Tracked> queue = new TreeSet<>(
            Comparator.<Tracked, Instant>comparing(tracked -> tracked.due).thenComparingLong(tracked -> tracked.offset));
    private final Duration interval;
    private Instant rateUsed = Instant.MIN;
    private int running;
    private @Nullable Instant armed;
    private @Nullable Runnable whenFree;

    Receiver(String origin, DeliveriesSettings settings) {
        this.origin = origin;
        this.settings = settings.perOrigin();
        this.breaker = new Breaker(settings.breaker());
        this.interval = Duration.ofSeconds(1).dividedBy(settings.perOrigin().rate());
    }

    /** Puts a delivery in its place by when it is due. */
    void add(Tracked tracked) {
        tracked.queued = true;
        queue.add(tracked);
    }

    /** Takes it out, before anything of it changes. */
    void remove(Tracked tracked) {
        if (tracked.queued) {
            queue.remove(tracked);
            tracked.queued = false;
        }
    }

    /** The delivery that is due first. */
    Optional<Tracked> first() {
        return queue.isEmpty() ? Optional.empty() : Optional.of(queue.first());
    }

    /** Whether it must be left alone until an attempt has ended: enough are on their way, or it has to prove itself first. */
    boolean isBusy() {
        return running >= (breaker.isDoubtful() ? 1 : settings.concurrency());
    }

    /** From when on an attempt may be made; {@link Instant#MIN} at once. */
    Instant opensAt() {
        Instant byRate = rateUsed.equals(Instant.MIN) ? rateUsed : rateUsed.minus(BURST);
        return byRate.isAfter(breaker.passesFrom()) ? byRate : breaker.passesFrom();
    }

    void begins(Instant now) {
        running++;
        rateUsed = (rateUsed.isAfter(now) ? rateUsed : now).plus(interval);
    }

    void ends() {
        running--;
    }

    /** Whether a timer is needed for {@code when}: there is none that wakes earlier. */
    boolean arms(Instant when) {
        if (armed != null && !armed.isAfter(when)) {
            return false;
        }
        armed = when;
        return true;
    }

    /** The timer for {@code when} has gone off. */
    void disarm(Instant when) {
        if (when.equals(armed)) {
            armed = null;
        }
    }

    /** What to do when a slot is free: always the same object, so that it waits once. */
    Runnable whenFree(Runnable pump) {
        if (whenFree == null) {
            whenFree = pump;
        }
        return whenFree;
    }

    /** Whether nothing is known of it that is worth keeping; what waits for it is for the caller to know. */
    boolean isForgettable(Instant now) {
        return running == 0 && queue.isEmpty() && !opensAt().isAfter(now) && !rateUsed.isAfter(now);
    }
}
