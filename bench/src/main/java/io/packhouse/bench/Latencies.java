package io.packhouse.bench;

import org.HdrHistogram.Histogram;

/** Times of single requests. For one thread. */
final class Latencies {

    private final Histogram nanos = new Histogram(60_000_000_000L, 3);

    void add(long duration) {
        nanos.recordValue(Math.clamp(duration, 1, nanos.getHighestTrackableValue()));
    }

    void addAll(Latencies others) {
        nanos.add(others.nanos);
    }

    long count() {
        return nanos.getTotalCount();
    }

    /** The time, in milliseconds, that {@code percent} of the requests did not exceed. */
    double millis(double percent) {
        return nanos.getValueAtPercentile(percent) / 1e6;
    }

    String text() {
        return "p50 %.1f ms, p99 %.1f ms, max %.0f ms".formatted(millis(50), millis(99), millis(100));
    }
}
