package io.packhouse.repackager.pingback;

import java.time.Duration;

/**
 * When and how often a delivery is tried.
 *
 * @param clientErrorTries
 *            after how many refusals it ends
 * @param retryAfterCap
 *            the longest that a receiver may ask to be left alone
 */
record RetrySettings(Schedule schedule, int clientErrorTries, Duration retryAfterCap) {
}
