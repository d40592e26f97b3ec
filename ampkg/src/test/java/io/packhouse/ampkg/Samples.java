package io.packhouse.ampkg;

import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Packages and certificates that the original tools made. They are no part of the project: see
 * {@link io.packhouse.testkit.Samples}.
 */
public final class Samples {

    private Samples() {
    }

    /** The folder; skips the test that asks where there is none. */
    public static Path folder() {
        Path folder = io.packhouse.testkit.Samples.need("ampkg");
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
}
