package io.packhouse.platform.outbound;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * How a receiver answered a {@code POST}. Any status is an answer, redirects too.
 *
 * @param status
 *            100 to 999, as sent
 * @param retryAfter
 *            the header {@code Retry-After} as it came: seconds or a date
 * @param excerpt
 *            the first bytes of the body, as many as were asked for and came in time
 * @param duration
 *            from the call to the answer's head
 */
public record Answer(int status, Optional<String> retryAfter, byte[] excerpt, Duration duration) {

    /** The excerpt as text for people: UTF-8, with a replacement character for each byte that is none. */
    public String text() {
        return new String(excerpt, StandardCharsets.UTF_8);
    }
}
