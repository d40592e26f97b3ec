package io.packhouse.envbuilder.repository;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.packhouse.envbuilder.tools.PinnedTool;

/**
 * The section {@code environments} of the configuration, as far as the repository reads it; {@code environments.yaml} says what
 * each key means.
 *
 * @param repository
 *            the directory; empty for the recipes that Packhouse brings
 * @param rescanInterval
 *            how often it is looked at
 * @param tools
 *            by the names that recipes may use
 */
public record RepositorySettings(Optional<Path> repository, Duration rescanInterval, TreeLimits tree,
        Map<String, PinnedTool> tools) {

    /** The section's name. */
    public static final String SECTION = "environments";

    public RepositorySettings {
        tools = Map.copyOf(tools);
        if (rescanInterval.toMillis() < 10) {
            throw new IllegalArgumentException(
                    "environments.rescan-interval is at least 10ms, not " + rescanInterval.toMillis() + "ms");
        }
    }
}
