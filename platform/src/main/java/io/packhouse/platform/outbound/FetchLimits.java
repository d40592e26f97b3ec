package io.packhouse.platform.outbound;

import java.time.Duration;

import io.packhouse.platform.config.ByteSize;

/**
 * What a fetch may take: the section {@code outbound.fetch} of the configuration.
 *
 * @param maxSize
 *            the most bytes of a body, declared or real
 * @param timeout
 *            for the whole fetch: all redirects, resolving, connecting and the body
 * @param minRate
 *            bytes a second that the body must bring at least, as the mean of each {@code rateWindow}
 * @param rateWindow
 *            how long a pause within the body may be, at the least
 */
public record FetchLimits(ByteSize maxSize, Duration timeout, ByteSize minRate, Duration rateWindow) {

    public FetchLimits {
        if (timeout.isZero() || timeout.isNegative() || rateWindow.isZero() || rateWindow.isNegative()) {
            throw new IllegalArgumentException("timeout and rate-window are longer than nothing");
        }
    }

    /** The same for bodies of another size. */
    public FetchLimits withMaxSize(long bytes) {
        return new FetchLimits(new ByteSize(bytes), timeout, minRate, rateWindow);
    }

    /** The same with another time for all. */
    public FetchLimits withTimeout(Duration other) {
        return new FetchLimits(maxSize, other, minRate, rateWindow);
    }
}
