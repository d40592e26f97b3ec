package io.packhouse.platform.outbound;

import java.time.Duration;

/**
 * When the time of a call is over.
 *
 * @param limit
 *            the time that it had, for messages
 */
record Deadline(long endNanos, Duration limit) {

    static Deadline in(Duration limit) {
        return new Deadline(System.nanoTime() + limit.toNanos(), limit);
    }

    /** Nanoseconds from now; zero when it is over. */
    long remaining() {
        return Math.max(0, endNanos - System.nanoTime());
    }

    boolean isOver() {
        return remaining() == 0;
    }

    /** Milliseconds from now, for timers that want one at least, and at most {@code most}. */
    long millis(Duration most) {
        return Math.clamp(remaining() / 1_000_000, 1, Math.max(1, most.toMillis()));
    }

    /** The time passed since the beginning. */
    Duration elapsed() {
        return limit.minusNanos(endNanos - System.nanoTime());
    }
}
