package io.packhouse.addonscript.documents;

import java.util.List;
import java.util.Set;

/**
 * What is done with a file.
 *
 * @param action
 *            {@code move}, {@code extract}, {@code rename}, {@code library} or {@code inject}
 * @param sides
 *            both where the document says nothing
 */
public record InstallStep(String action, List<String> args, Set<Side> sides) {

    public InstallStep {
        args = List.copyOf(args);
        sides = Set.copyOf(sides);
    }
}
