package io.packhouse.ampkg;

import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Packages and certificates that the original tools made. They are no part of the project: the system property
 * {@code packhouse.samples} or the environment variable {@code PACKHOUSE_SAMPLES} names their folder; tests that want them are
 * skipped where there is none.
 */
public final class Samples {

    private Samples() {
    }

    /** The folder; skips the test that asks where there is none. */
    public static Path folder() {
        String named = named();
        assumeTrue(named != null, "there are no samples here: neither packhouse.samples nor PACKHOUSE_SAMPLES is set");
        Path folder = Path.of(named);
        assertThat(folder.resolve("expected.json")).as("the samples").exists();
        return folder;
    }

    /** A package such as {@code hello-dev1}. */
    public static Path packageFile(String name) {
        return existing(folder().resolve("packages").resolve(name + ".ampkg"));
    }

    /** A file of the certificates, such as {@code ca.crt}. */
    public static Path certificate(String name) {
        return existing(folder().resolve("certs").resolve(name));
    }

    private static Path existing(Path file) {
        assertThat(Files.exists(file)).as("%s", file).isTrue();
        return file;
    }

    private static @Nullable String named() {
        String property = System.getProperty("packhouse.samples");
        return property != null ? property : System.getenv("PACKHOUSE_SAMPLES");
    }
}
