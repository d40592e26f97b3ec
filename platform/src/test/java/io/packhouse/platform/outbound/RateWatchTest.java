package io.packhouse.platform.outbound;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RateWatchTest {

    private static final long SECOND = 1_000_000_000;

    private final RateWatch watch = new RateWatch(100, Duration.ofSeconds(2), after(0));

    /** Time as {@link System#nanoTime} may tell it: it turns over from positive to negative within the first window. */
    private static long after(double seconds) {
        return Math.addExact(Long.MIN_VALUE, (long) (seconds * SECOND)) - SECOND;
    }

    @Test
    void letsAPausePassWithinAWindow() {
        assertThat(watch.isTooSlow(after(0.5))).isFalse();
        assertThat(watch.isTooSlow(after(1.999))).isFalse();
        assertThat(watch.patience(after(1))).isEqualTo(SECOND);
        assertThat(watch.patience(after(3))).isZero();
        assertThat(watch.isTooSlow(after(2))).isTrue();
    }

    @Test
    void wantsTheMeanOfEachWindow() {
        watch.came(199);
        watch.came(1);
        assertThat(watch.isTooSlow(after(2))).isFalse();
        watch.came(199);
        assertThat(watch.isTooSlow(after(4))).isTrue();
    }

    @Test
    void doesNotCountOneWindowsBytesForTheNext() {
        watch.came(1_000_000);
        assertThat(watch.isTooSlow(after(2))).isFalse();
        assertThat(watch.isTooSlow(after(4))).isTrue();
    }

    @Test
    void canBeTurnedOff() {
        assertThat(new RateWatch(0, Duration.ofSeconds(1), after(0)).isTooSlow(after(5))).isFalse();
    }
}
