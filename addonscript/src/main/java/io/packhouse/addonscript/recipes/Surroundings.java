package io.packhouse.addonscript.recipes;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a recipe finds around it, for its lint.
 *
 * @param hasData
 *            whether the add-on has a file or a directory of that path, such as {@code data/table.json}
 * @param hosts
 *            from which its repository lets recipes fetch; empty where that is not said
 * @param tools
 *            that are configured by name; empty where that is not known
 */
public record Surroundings(Predicate<String> hasData, Optional<Set<String>> hosts, Optional<Set<String>> tools) {
}
