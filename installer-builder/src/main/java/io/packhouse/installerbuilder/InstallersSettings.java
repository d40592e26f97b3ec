package io.packhouse.installerbuilder;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

import io.packhouse.installerbuilder.archive.BaseLimits;
import io.packhouse.installerbuilder.keys.PairMaker;
import io.packhouse.installerbuilder.sample.SampleBases;
import io.packhouse.platform.config.ByteSize;

/**
 * The section {@code installers} of the configuration, as far as the installer builder reads it; {@code installers.yaml} says
 * what each key means.
 *
 * @param workers
 *            how many builds run at once in a process, 1 to 200
 * @param baseDir
 *            the folder with the base installers; empty for the sample set
 * @param reservedPercentage
 *            10 to 90, a multiple of ten
 * @param reservedPublicKey
 *            {@code E N}; must be given together with {@code baseDir}
 * @param keyBits
 *            see {@link PairMaker}
 * @param keyPool
 *            1 to 10,000
 */
public record InstallersSettings(int workers, Optional<Path> baseDir, Duration rescanInterval, LimitSettings baseLimits,
        int reservedPercentage, Optional<String> reservedPublicKey, int keyBits, int keyPool, boolean materialise) {

    /** The resource that documents and defaults these keys. */
    public static final String DEFAULTS = "config/installers.yaml";

    private static final Pattern KEY = Pattern.compile("[0-9]+ [0-9]+");

    public InstallersSettings {
        if (workers < 1 || workers > 200) {
            throw new IllegalArgumentException("installers.workers is 1 to 200, not " + workers);
        }
        if (reservedPercentage < 10 || reservedPercentage > 90 || reservedPercentage % 10 != 0) {
            throw new IllegalArgumentException("installers.reserved-percentage is a multiple of ten, 10 to 90, not "
                    + reservedPercentage + ": nodes take no other shares");
        }
        if (reservedPublicKey.isEmpty() && baseDir.isPresent()) {
            throw new IllegalArgumentException("installers.reserved-public-key must be given together with "
                    + "installers.base-dir: it owns the reserved share of every donation; two decimal numbers, such as "
                    + "\"65537 1170...\"");
        }
        if (reservedPublicKey.isPresent() && !KEY.matcher(reservedPublicKey.get()).matches()) {
            throw new IllegalArgumentException(
                    "installers.reserved-public-key is two decimal numbers with one blank between them, this is not: '"
                            + reservedPublicKey.get() + "'");
        }
        if (keyPool < 1 || keyPool > 10_000) {
            throw new IllegalArgumentException("installers.key-pool is 1 to 10000, not " + keyPool);
        }
        if (rescanInterval.toMillis() < 10) {
            throw new IllegalArgumentException("installers.rescan-interval is at least 10ms, not "
                    + rescanInterval.toMillis() + "ms");
        }
        // Refuses sizes that are none.
        keyBits = new PairMaker(keyBits).bits();
    }

    /** {@code installers.base-limits}. */
    public record LimitSettings(ByteSize packed, ByteSize unpacked, int entries) {

        /** As the archives' readers take them. */
        public BaseLimits limits() {
            return new BaseLimits(packed.bytes(), unpacked.bytes(), entries);
        }
    }

    /** The reserved vessel's key: the operator's, or with the sample set the sample's. */
    public String reservedKey() {
        return reservedPublicKey.orElse(SampleBases.RESERVED_PUBLIC_KEY);
    }
}
