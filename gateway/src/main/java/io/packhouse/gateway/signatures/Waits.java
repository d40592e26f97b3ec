package io.packhouse.gateway.signatures;

import java.time.Duration;

/**
 * How long, and for how many, something that a job makes is waited for.
 *
 * @param patience
 *            how long a call waits; then it is refused with {@code UNAVAILABLE}, and the job goes on
 * @param limit
 *            the most jobs that are waited for at once; further wishes are refused at once
 */
record Waits(Duration patience, int limit) {

    /**
     * How long a job that nobody has ended counts as under way, in which time further wishes for the same thing join it instead of
     * writing another command.
     */
    static final Duration GIVEN_UP_AFTER = Duration.ofMinutes(5);

    /** What callers are told before they come again. */
    static final int RETRY_SECONDS = 5;
}
