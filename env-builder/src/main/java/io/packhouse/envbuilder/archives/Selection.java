package io.packhouse.envbuilder.archives;

import java.util.List;

import io.packhouse.envbuilder.steps.Parameters;

/**
 * Which files a step takes: those that {@code include} matches, all without it, except those that {@code exclude} matches.
 *
 * @param include
 *            empty for all
 */
record Selection(List<Glob> include, List<Glob> exclude) {

    /** The parameters {@code include} and {@code exclude}, both optional. */
    static Selection of(Parameters with) {
        return new Selection(with.texts("include").stream().map(Glob::of).toList(),
                with.texts("exclude").stream().map(Glob::of).toList());
    }

    boolean takes(String path) {
        return (include.isEmpty() || include.stream().anyMatch(glob -> glob.matches(path)))
                && exclude.stream().noneMatch(glob -> glob.matches(path));
    }

    /** The files that are asked for by their whole names: they have to be there. */
    List<String> needed() {
        return include.stream().filter(Glob::isLiteral).map(Glob::toString).toList();
    }
}
