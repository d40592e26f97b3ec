package io.packhouse.repackager.pingback;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The pauses between the attempts at a delivery; the first attempt is made at once.
 *
 * @param pauses
 *            after the first, the second, … attempt; the attempt after the last one is the last
 * @param jitter
 *            by which part of itself a pause may be shorter or longer, 0 to 1, so that what failed together does not come back
 *            together
 */
public record Schedule(List<Duration> pauses, double jitter) {

    public Schedule {
        pauses = List.copyOf(pauses);
        if (pauses.stream().anyMatch(pause -> pause.isNegative() || pause.compareTo(Duration.ofDays(14)) > 0)) {
            throw new IllegalArgumentException("deliveries.schedule has pauses of at most 14 days, not " + pauses);
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("deliveries.jitter is 0 to 1, not " + jitter);
        }
    }

    /** How many attempts one delivery has. */
    int attempts() {
        return pauses.size() + 1;
    }

    /**
     * The pause after an attempt that failed.
     *
     * @param made
     *            how many attempts were made, from 1, below {@link #attempts()}
     */
    Duration pause(int made, RandomGenerator random) {
        double part = 1 - jitter + 2 * jitter * random.nextDouble();
        return Duration.ofMillis(Math.round(pauses.get(made - 1).toMillis() * part));
    }

    /** All pauses together, as long as jitter can make them. */
    Duration longest() {
        long millis = pauses.stream().mapToLong(Duration::toMillis).sum();
        return Duration.ofMillis(Math.round(millis * (1 + jitter)));
    }
}
