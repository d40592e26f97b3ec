package io.packhouse.repackager.pingback;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Keeps attempts away from a receiver that fails: after some failures in a row it opens, and lets one probe pass after each
 * pause, which doubles up to a limit; a success closes it. Confined to its partition's lock.
 */
final class Breaker {

    private final DeliveriesSettings.BreakerSettings settings;
    private int failures;
    private Duration pause;
    private @Nullable Instant openTill;

    Breaker(DeliveriesSettings.BreakerSettings settings) {
        this.settings = settings;
        this.pause = settings.pause();
    }

    /** Whether it keeps attempts away, or lets no more than a probe pass. */
    boolean isOpen() {
        return openTill != null;
    }

    /** Whether the last attempt failed: then no more than one at a time is made. */
    boolean isDoubtful() {
        return failures > 0;
    }

    /** From when on an attempt may be made; {@link Instant#MIN} at once. */
    Instant passesFrom() {
        return openTill == null ? Instant.MIN : openTill;
    }

    /** The receiver answered as one that works. */
    void works() {
        failures = 0;
        pause = settings.pause();
        openTill = null;
    }

    /** The receiver did not answer, or said that it is in trouble. */
    void fails(Instant now) {
        failures++;
        if (isOpen()) {
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(settings.longestPause()) > 0 ? settings.longestPause() : doubled;
        }
        if (failures >= settings.failures()) {
            openTill = now.plus(pause);
        }
    }
}
