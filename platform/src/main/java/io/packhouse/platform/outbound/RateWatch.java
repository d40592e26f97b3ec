package io.packhouse.platform.outbound;

import java.time.Duration;

/** Watches that bytes keep coming: in each window at least the rate's share. Pure: the time is told to it. */
final class RateWatch {

    private final long windowNanos;
    private final long wanted;
    private long windowEnd;
    private long bytes;

    /**
     * Begins the first window.
     *
     * @param perSecond
     *            bytes
     */
    RateWatch(long perSecond, Duration window, long now) {
        windowNanos = window.toNanos();
        wanted = (long) Math.ceil(perSecond * (windowNanos / 1e9));
        windowEnd = now + windowNanos;
    }

    /** Notes bytes that came. */
    void came(int count) {
        bytes += count;
    }

    /** How long it may be waited for bytes before it is to be looked again. */
    long patience(long now) {
        return Math.max(0, windowEnd - now);
    }

    /** Whether a window has ended with fewer bytes than it must have; begins the next one otherwise. */
    boolean isTooSlow(long now) {
        if (now - windowEnd < 0) {
            return false;
        }
        if (bytes < wanted) {
            return true;
        }
        bytes = 0;
        windowEnd = now + windowNanos;
        return false;
    }
}
