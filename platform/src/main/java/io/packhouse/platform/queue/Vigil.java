package io.packhouse.platform.queue;

import java.time.Duration;

/** When a permit must do what while its job runs. Times are of {@link System#nanoTime()}. */
final class Vigil {

    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

    private final long renewEvery;
    private final long expires;
    private final long drainLimit;
    private long nextRenewal;
    private long nextLook;
    private long drainEnds;

    Vigil(QueueSettings settings, Duration timeLimit) {
        long now = System.nanoTime();
        this.renewEvery = settings.lockDuration().toNanos() / 3;
        this.expires = now + timeLimit.toNanos();
        this.drainLimit = settings.drainLimit().toNanos();
        this.nextRenewal = now + renewEvery;
        this.nextLook = now + LOOK_NANOS;
    }

    long nanosToNext(boolean draining) {
        long now = System.nanoTime();
        long next = Math.min(Math.min(nextRenewal - now, nextLook - now), expires - now);
        if (draining && drainEnds == 0) {
            drainEnds = now + drainLimit;
        }
        return draining ? Math.min(next, drainEnds - now) : next;
    }

    /** Whether the lock is to be renewed now. */
    boolean mustRenew() {
        long now = System.nanoTime();
        boolean due = now - nextRenewal >= 0;
        if (due) {
            nextRenewal = now + renewEvery;
        }
        return due;
    }

    /** Whether it is time to see if somebody else has ended the job. */
    boolean mustLook() {
        long now = System.nanoTime();
        boolean due = now - nextLook >= 0;
        if (due) {
            nextLook = now + LOOK_NANOS;
        }
        return due;
    }

    boolean hasExpired() {
        return System.nanoTime() - expires >= 0;
    }

    boolean drainIsOver() {
        return drainEnds != 0 && System.nanoTime() - drainEnds >= 0;
    }
}
