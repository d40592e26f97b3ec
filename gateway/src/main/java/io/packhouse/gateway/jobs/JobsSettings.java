package io.packhouse.gateway.jobs;

import java.time.Duration;

/**
 * Jobs at the gateway: the section {@code jobs} of the configuration.
 *
 * @param recentLimit
 *            how many jobs are remembered beside the unfinished ones
 * @param waitingLimit
 *            how many calls may wait for jobs at once
 * @param waitLimit
 *            the longest that {@code Prefer: wait} may ask for
 * @param streamsLimit
 *            how many event streams may be open at once
 */
public record JobsSettings(int recentLimit, int waitingLimit, Duration waitLimit, int streamsLimit) {

    public JobsSettings {
        if (recentLimit < 1 || waitingLimit < 1 || streamsLimit < 1) {
            throw new IllegalArgumentException("recent-limit, waiting-limit and streams-limit are at least 1");
        }
        if (waitLimit.isNegative()) {
            throw new IllegalArgumentException("wait-limit is not negative");
        }
    }
}
