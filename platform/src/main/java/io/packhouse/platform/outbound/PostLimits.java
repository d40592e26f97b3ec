package io.packhouse.platform.outbound;

import java.time.Duration;

/**
 * What a {@code POST} may take.
 *
 * @param timeout
 *            for all of it: resolving, connecting, sending, and the head of the answer
 * @param excerpt
 *            how many bytes of the answer's body are read at most
 */
public record PostLimits(Duration timeout, int excerpt) {

    public PostLimits {
        if (timeout.isZero() || timeout.isNegative() || excerpt < 0) {
            throw new IllegalArgumentException("a timeout is longer than nothing, and an excerpt is not negative");
        }
    }
}
