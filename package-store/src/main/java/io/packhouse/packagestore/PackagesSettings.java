package io.packhouse.packagestore;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.packhouse.ampkg.PackageLimits;
import io.packhouse.packagestore.directory.DirectorySettings;
import io.packhouse.platform.config.ByteSize;

/**
 * The section {@code packages} of the configuration, as far as package-store reads it; {@code packages.yaml} says what each key
 * means.
 *
 * @param developerCa
 *            PEM files; empty when developer signatures are not looked at
 * @param storeKey
 *            the key that signs downloads; empty when they are served as they are
 * @param dataDir
 *            the data directory; empty when there is none
 * @param workers
 *            how many packages are verified at once in a process, 1 to 200
 * @param timeLimit
 *            for an attempt, 1 second to 1 hour
 * @param prepareLevel
 *            of compression, 1 to 9
 */
public record PackagesSettings(List<Path> developerCa, Optional<String> storeKey, Optional<Path> dataDir,
        DirectorySettings directory, int workers, Duration timeLimit, int prepareLevel, Limits limits) {

    /** The resource that documents and defaults these keys. */
    public static final String DEFAULTS = "config/packages.yaml";
    /** The section's name. */
    public static final String SECTION = "packages";

    public PackagesSettings {
        developerCa = List.copyOf(developerCa);
        if (workers < 1 || workers > 200) {
            throw new IllegalArgumentException("packages.workers is 1 to 200, not " + workers);
        }
        if (timeLimit.compareTo(Duration.ofSeconds(1)) < 0 || timeLimit.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("packages.time-limit is 1s to 1h, not " + timeLimit.toMillis() + "ms");
        }
        if (prepareLevel < 1 || prepareLevel > 9) {
            throw new IllegalArgumentException("packages.prepare-level is 1 to 9, not " + prepareLevel);
        }
    }

    /** {@code packages.limits}: what a package may ask of us. */
    public record Limits(ByteSize packed, ByteSize unpacked, int entries, int depth, int nameLength, ByteSize yaml) {

        public Limits {
            if (packed.bytes() < 1 || unpacked.bytes() < 1 || entries < 1 || depth < 1 || nameLength < 1
                    || yaml.bytes() < 1) {
                throw new IllegalArgumentException("the limits of packages are at least 1");
            }
            if (yaml.bytes() > 64 << 20) {
                throw new IllegalArgumentException(
                        "packages.limits.yaml is at most 64MiB, not " + yaml.bytes() + ": documents are held in memory");
            }
        }

        /** The same for the package format. */
        public PackageLimits format() {
            return new PackageLimits(packed.bytes(), unpacked.bytes(), entries, depth, nameLength, (int) yaml.bytes());
        }
    }
}
