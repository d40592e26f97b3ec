package io.packhouse.signing;

import java.time.Duration;
import java.util.Map;

import io.packhouse.contracts.signing.SignatureName;
import io.packhouse.signing.keys.KeySettings;

/**
 * The section {@code signing} of the configuration, as far as signing reads it; {@code signing.yaml} says what each key means.
 *
 * @param workers
 *            how many signatures are made at once in a process, 1 to 200
 * @param timeLimit
 *            for an attempt at a signature, 1 second to 10 minutes
 * @param keys
 *            by name
 * @param reloadInterval
 *            how often key files are looked at, 10 ms and more
 * @param overlap
 *            how long a replaced certificate can still be asked for, zero and more
 * @param monitorInterval
 *            how often every key is tried, 10 ms and more
 */
public record SigningSettings(int workers, Duration timeLimit, Map<String, KeySettings> keys, Duration reloadInterval,
        Duration overlap, Duration monitorInterval) {

    /** The resource that documents and defaults these keys. */
    public static final String DEFAULTS = "config/signing.yaml";
    /** The section's name. */
    public static final String SECTION = "signing";

    private static final Duration LONGEST = Duration.ofMinutes(10);

    public SigningSettings {
        if (workers < 1 || workers > 200) {
            throw new IllegalArgumentException("signing.workers is 1 to 200, not " + workers);
        }
        if (timeLimit.toMillis() < 1000 || timeLimit.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("signing.time-limit is 1s to 10m, not " + timeLimit.toMillis() + "ms");
        }
        checkInterval("reload-interval", reloadInterval);
        checkInterval("monitor-interval", monitorInterval);
        keys.keySet().forEach(SigningSettings::checkName);
        keys = Map.copyOf(keys);
    }

    private static void checkInterval(String key, Duration interval) {
        if (interval.toMillis() < 10) {
            throw new IllegalArgumentException("signing." + key + " is at least 10ms, not " + interval.toMillis() + "ms");
        }
    }

    private static void checkName(String name) {
        if (!SignatureName.KEY_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a key's name is 1 to 64 characters of [A-Za-z0-9_-], this is not: " + name);
        }
    }
}
