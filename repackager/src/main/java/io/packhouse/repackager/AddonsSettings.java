package io.packhouse.repackager;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.packhouse.contracts.signing.SignatureName;
import io.packhouse.platform.config.ByteSize;
import io.packhouse.platform.outbound.FetchLimits;
import io.packhouse.repackager.archive.ArchiveLimits;

/**
 * The section {@code addons} of the configuration, as far as the repackager reads it; {@code addons.yaml} says what each key
 * means.
 *
 * @param workers
 *            how many rebuilds of low priority run at once in a process, 1 to 200
 * @param highWorkers
 *            the same for high priority
 * @param timeLimit
 *            for an attempt, 1 second to 1 hour
 * @param sdkRoot
 *            holds directories {@code addon-sdk-<version>}; empty when there are none
 * @param sdkDefault
 *            the SDK for callers who name none; empty for the highest version that is not withdrawn
 * @param sdkRescanInterval
 *            how often {@code sdkRoot} is looked at
 * @param signingKey
 *            the name of the key that rebuilt add-ons are signed with; empty when they are not signed
 */
public record AddonsSettings(int workers, int highWorkers, Duration timeLimit, Optional<Path> sdkRoot,
        Optional<String> sdkDefault, Duration sdkRescanInterval, FetchSettings fetch, ArchiveLimits limits,
        Optional<String> signingKey) {

    /** The resource that documents and defaults these keys. */
    public static final String DEFAULTS = "config/addons.yaml";
    /** The section's name. */
    public static final String SECTION = "addons";

    private static final Duration LONGEST = Duration.ofHours(1);

    public AddonsSettings {
        checkWorkers("workers", workers);
        checkWorkers("high-workers", highWorkers);
        if (timeLimit.compareTo(Duration.ofSeconds(1)) < 0 || timeLimit.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("addons.time-limit is 1s to 1h, not " + timeLimit.toMillis() + "ms");
        }
        if (sdkRescanInterval.toMillis() < 10) {
            throw new IllegalArgumentException(
                    "addons.sdk-rescan-interval is at least 10ms, not " + sdkRescanInterval.toMillis() + "ms");
        }
        signingKey.filter(name -> !SignatureName.KEY_NAME.matcher(name).matches()).ifPresent(name -> {
            throw new IllegalArgumentException(
                    "addons.signing-key is the name of a key in signing.keys, 1 to 64 characters of [A-Za-z0-9._-], not "
                            + name);
        });
        if (fetch.timeout().compareTo(timeLimit) >= 0) {
            throw new IllegalArgumentException("addons.fetch.timeout (" + fetch.timeout().toSeconds()
                    + "s) must be below addons.time-limit (" + timeLimit.toSeconds()
                    + "s): else a slow server ends the job without a sentence about it");
        }
    }

    /** {@code addons.fetch}: what a {@code location} may cost. */
    public record FetchSettings(ByteSize maxSize, Duration timeout) {

        public FetchSettings {
            if (timeout.toMillis() < 1 || maxSize.bytes() < 1) {
                throw new IllegalArgumentException(
                        "addons.fetch.max-size is at least 1 byte, addons.fetch.timeout at least 1ms");
            }
        }

        /** {@code general} with these limits. */
        public FetchLimits limits(FetchLimits general) {
            return general.withMaxSize(maxSize.bytes()).withTimeout(timeout);
        }
    }

    private static void checkWorkers(String key, int count) {
        if (count < 1 || count > 200) {
            throw new IllegalArgumentException("addons." + key + " is 1 to 200, not " + count);
        }
    }
}
