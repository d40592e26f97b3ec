package io.packhouse.addonscript.documents;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How the game is started, as AddonScript had it until August 2023 ("Launch Config Object").
 *
 * @param mainFile
 *            the qualifier of the main jar; empty for none, null leaves what is there
 * @param mainClass
 *            null leaves what is there
 * @param javaVersion
 *            the recommended major version; null for none
 */
public record LaunchConfig(@Nullable String mainFile, @Nullable String mainClass, List<String> arguments,
        List<String> jvmArguments, @Nullable Integer javaVersion) {

    public LaunchConfig {
        arguments = List.copyOf(arguments);
        jvmArguments = List.copyOf(jvmArguments);
    }
}
