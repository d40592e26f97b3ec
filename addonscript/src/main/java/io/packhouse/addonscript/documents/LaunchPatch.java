package io.packhouse.addonscript.documents;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A change of how the game is started (AddonScript since August 2023, "Launch Patch Object").
 *
 * @param mainClass
 *            null leaves what is there; empty takes it from the main jar
 * @param jvmArguments
 *            one process argument each, appended
 * @param replacesJvmArguments
 *            whether those that are there go
 * @param javaVersion
 *            the recommended major version; null for none
 */
public record LaunchPatch(Set<Side> sides, @Nullable String mainClass, List<GameArgument> arguments,
        List<String> jvmArguments, boolean replacesJvmArguments, @Nullable Integer javaVersion) {

    public LaunchPatch {
        sides = Set.copyOf(sides);
        arguments = List.copyOf(arguments);
        jvmArguments = List.copyOf(jvmArguments);
    }
}
