package io.packhouse.envbuilder;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.packhouse.envbuilder.steps.StepLimits;

/**
 * The section {@code environments} of the configuration, as far as the service itself reads it; {@code environments.yaml} says
 * what each key means.
 *
 * @param workers
 *            how many environments are built at once in a process, 1 to 100
 * @param parallelSteps
 *            how many steps of one build run at once, 1 to 256
 * @param timeLimit
 *            for an attempt at a build, 1 second to 1 hour
 * @param scratch
 *            where temporary files go; empty for a directory of the system's
 */
public record EnvironmentsSettings(int workers, int parallelSteps, Duration timeLimit, StepLimits limits,
        Optional<Path> scratch, Compat compat) {

    /** The resource that documents and defaults these keys. */
    public static final String DEFAULTS = "config/environments.yaml";
    /** The section's name. */
    public static final String SECTION = "environments";

    /**
     * Switches of compatibility that builds depend on.
     *
     * @param allowVariables
     *            whether arguments in answers may hold <code>${…}</code>
     */
    public record Compat(boolean allowVariables) {
    }

    private static final Duration LONGEST = Duration.ofHours(1);

    public EnvironmentsSettings {
        if (workers < 1 || workers > 100) {
            throw new IllegalArgumentException("environments.workers is 1 to 100, not " + workers);
        }
        if (parallelSteps < 1 || parallelSteps > 256) {
            throw new IllegalArgumentException("environments.parallel-steps is 1 to 256, not " + parallelSteps);
        }
        if (timeLimit.toMillis() < 1000 || timeLimit.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("environments.time-limit is 1s to 1h, not " + timeLimit.toMillis() + "ms");
        }
    }

    /** Where temporary files go. */
    Path scratchRoot() {
        return scratch.orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"),
                "packhouse-environments-" + System.getProperty("user.name")));
    }
}
