package io.packhouse.testkit;

import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Files made by the programs that Packhouse stands in for. They are no part of the sources: {@code PACKHOUSE_SAMPLES} (a system
 * property or an environment variable) names the directory that has them by kind, or that of one kind.
 */
public final class Samples {

    private static final String NAME = "PACKHOUSE_SAMPLES";

    private Samples() {
    }

    /** The samples of a kind, such as {@code ampkg}; skips the test where they are not. */
    public static Path need(String kind) {
        String root = System.getProperty(NAME, System.getenv(NAME));
        assumeTrue(root != null, NAME + " does not say where the samples are");
        Path named = Path.of(root);
        Path samples = named.endsWith(kind) ? named : named.resolve(kind);
        assumeTrue(Files.isDirectory(samples), () -> "there are no samples in " + samples);
        return samples;
    }
}
