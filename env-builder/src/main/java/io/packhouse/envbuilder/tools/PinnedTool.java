package io.packhouse.envbuilder.tools;

import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A program of this instance: an entry of {@code environments.tools}.
 *
 * @param file
 *            a jar
 * @param sha256
 *            of its bytes, 64 hexadecimal digits; another file of that name is refused
 * @param mainClass
 *            null for the one that its manifest names
 * @param jvmArguments
 *            for Java, before the main class; null for none
 */
public record PinnedTool(Path file, String sha256, @Nullable String mainClass, @Nullable List<String> jvmArguments) {

    public PinnedTool {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("the sha256 of a tool is 64 lower-case hexadecimal digits, not " + sha256);
        }
        jvmArguments = jvmArguments == null ? List.of() : List.copyOf(jvmArguments);
    }

    /** What tells runs of it from runs of others. */
    String identity() {
        return sha256 + " " + (mainClass == null ? "" : mainClass) + " " + jvmArguments;
    }
}
