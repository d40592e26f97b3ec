package io.packhouse.platform.outbound;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RateWatchTest {

    private static final long SECOND = 1_000_000_000;
    /** What {@link System#nanoTime} may be: just before it turns over. */
    private static final long START = Long.MAX_VALUE - SECOND;

    private final RateWatch watch = new RateWatch(100, Duration.ofSeconds(2), START);

    @Test
    void letsAPausePassWithinAWindow() {
        assertThat(watch.isTooSlow(START + 2 * SECOND - 1)).isFalse();
        assertThat(watch.patience(START + SECOND)).isEqualTo(SECOND);
        assertThat(watch.isTooSlow(START + 2 * SECOND)).isTrue();
    }

    @Test
    void wantsTheMeanOfEachWindow() {
        watch.came(199);
        watch.came(1);
        assertThat(watch.isTooSlow(START + 2 * SECOND)).isFalse();
        watch.came(199);
        assertThat(watch.isTooSlow(START + 4 * SECOND)).isTrue();
    }

    @Test
    void doesNotCountOneWindowsBytesForTheNext() {
        watch.came(1_000_000);
        assertThat(watch.isTooSlow(START + 2 * SECOND)).isFalse();
        assertThat(watch.isTooSlow(START + 4 * SECOND)).isTrue();
    }

    @Test
    void canBeTurnedOff() {
        assertThat(new RateWatch(0, Duration.ofSeconds(1), START).isTooSlow(START + 5 * SECOND)).isFalse();
    }
}
