package io.packhouse.envbuilder.repository;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The section {@code environments} of the configuration, as far as the repository reads it; {@code environments.yaml} says what
 * each key means.
 *
 * @param repository
 *            the directory; empty for the recipes that Packhouse brings
 * @param rescanInterval
 *            how often it is looked at
 */
public record RepositorySettings(Optional<Path> repository, Duration rescanInterval, TreeLimits tree) {

    public RepositorySettings {
        if (rescanInterval.toMillis() < 10) {
            throw new IllegalArgumentException(
                    "environments.rescan-interval is at least 10ms, not " + rescanInterval.toMillis() + "ms");
        }
    }
}
