package io.packhouse.gateway.signatures;

import java.time.Duration;

import io.packhouse.contracts.signing.SignatureName;
import io.packhouse.platform.config.ByteSize;

/**
 * Store-signed downloads of packages: keys of the section {@code packages}.
 *
 * @param storeKey
 *            the name of the key that signs for the store; empty: packages are sent as they were uploaded
 * @param preparePatience
 *            how long a download waits for a package to be prepared
 * @param cache
 *            memory for finished tails
 * @param limits
 *            what one device may ask for
 */
public record SignedDownloadsSettings(String storeKey, Duration preparePatience, ByteSize cache, Limits limits) {

    /** The section of these settings. */
    public static final String SECTION = "packages";

    /**
     * Limits of devices.
     *
     * @param newHardwareIds
     *            per address, package and hour, 0 for any number
     * @param hardwareIdLength
     *            bytes in UTF-8
     */
    public record Limits(int newHardwareIds, int hardwareIdLength) {

        public Limits {
            if (newHardwareIds < 0 || hardwareIdLength < 1) {
                throw new IllegalArgumentException("new-hardware-ids is not negative, and hardware-id-length at least 1");
            }
        }
    }

    public SignedDownloadsSettings {
        if (!storeKey.isEmpty() && !SignatureName.KEY_NAME.matcher(storeKey).matches()) {
            throw new IllegalArgumentException(
                    "store-key is the name of a key in signing.keys: 1 to 64 characters of [A-Za-z0-9._-]");
        }
        if (!preparePatience.isPositive()) {
            throw new IllegalArgumentException("prepare-patience is longer than nothing");
        }
    }
}
