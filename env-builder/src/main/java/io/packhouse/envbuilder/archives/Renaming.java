package io.packhouse.envbuilder.archives;

import java.util.Optional;

import io.packhouse.envbuilder.steps.Parameters;

/**
 * A rule for paths. One of three forms, told by {@code from}: a directory ({@code maven/} to {@code libraries/}, or to nothing:
 * all beneath it moves), a path with one star ({@code lib/*.jar} to {@code mods/*-1.jar}: the star stands for characters of one
 * name, and is what it was), or a path as it is.
 */
record Renaming(String from, String to) {

    static Renaming of(Parameters with, String from, String to) {
        boolean isDirectory = from.endsWith("/");
        if (isDirectory && !to.isEmpty() && !to.endsWith("/")) {
            throw with.wrong("rules",
                    "rename the directory " + from + " to a directory, with a slash at its end, or to nothing");
        }
        if (stars(from) > 1 || stars(from) != stars(to) || (isDirectory && stars(from) > 0)) {
            throw with.wrong("rules",
                    "have one star on both sides or none, and none for directories: " + from + " to " + to);
        }
        return new Renaming(from, to);
    }

    /** What {@code path} becomes; empty when this rule is not for it. */
    Optional<String> of(String path) {
        if (from.endsWith("/")) {
            return path.startsWith(from) ? Optional.of(to + path.substring(from.length())) : Optional.empty();
        }
        int star = from.indexOf('*');
        if (star < 0) {
            return path.equals(from) ? Optional.of(to) : Optional.empty();
        }
        String before = from.substring(0, star);
        String behind = from.substring(star + 1);
        if (path.length() < before.length() + behind.length() || !path.startsWith(before) || !path.endsWith(behind)) {
            return Optional.empty();
        }
        String middle = path.substring(before.length(), path.length() - behind.length());
        return middle.contains("/") ? Optional.empty() : Optional.of(to.replace("*", middle));
    }

    private static long stars(String text) {
        return text.chars().filter(c -> c == '*').count();
    }
}
