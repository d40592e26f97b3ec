package io.packhouse.envbuilder.archives;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.packhouse.addonscript.documents.SafePath;

/** Which paths may stand beside each other: what is one tree here is the same tree on every file system. */
final class PathRules {

    /** The longest path, in characters. */
    static final int LENGTH_LIMIT = 1000;
    /** The most names of one path. */
    static final int DEPTH_LIMIT = 64;

    private PathRules() {
    }

    /** Whether a file may be called that in a tree. */
    static boolean isPath(String path) {
        String[] names = path.split("/", -1);
        if (path.length() > LENGTH_LIMIT || names.length > DEPTH_LIMIT) {
            return false;
        }
        for (String name : names) {
            if (!SafePath.isSegment(name)) {
                return false;
            }
        }
        return true;
    }

    /**
     * What is wrong with a name of an archive as such; empty when it is a plain relative path. Characters that only some systems
     * forbid are no matter here.
     *
     * @param name
     *            a directory's ends with a slash
     */
    static Optional<String> fault(String name) {
        String path = path(name);
        if (path.isEmpty()) {
            return Optional.of("has no name");
        }
        if (name.codePoints().anyMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029)) {
            return Optional.of("has control characters in its name");
        }
        if (name.indexOf('\\') >= 0) {
            return Optional.of("has a backslash in its name");
        }
        if (name.startsWith("/") || (name.length() > 1 && name.charAt(1) == ':')) {
            return Optional.of("has an absolute path");
        }
        List<String> names = List.of(path.split("/", -1));
        if (names.contains("") || names.contains(".") || names.contains("..")) {
            return Optional.of("has an empty name, '.' or '..' in its path");
        }
        return path.length() > LENGTH_LIMIT || names.size() > DEPTH_LIMIT
                ? Optional.of("has a path of more than " + LENGTH_LIMIT + " characters or " + DEPTH_LIMIT + " names")
                : Optional.empty();
    }

    /**
     * The first paths that meet, in a sentence: twice the same, the same but for case or for the form of Unicode, a file that is
     * a directory for another; empty when all are apart. Takes memory of the size of the paths.
     *
     * @param names
     *            those of directories end with a slash
     */
    static Optional<String> meeting(Collection<String> names) {
        List<Folded> sorted = names.stream().map(Folded::of).sorted(Comparator.comparing(Folded::key)).toList();
        for (int i = 1; i < sorted.size(); i++) {
            // Enough for neighbours: what meets the first sorts right behind it, because nothing sorts before a separator.
            Optional<String> meeting = meeting(sorted.get(i - 1), sorted.get(i));
            if (meeting.isPresent()) {
                return meeting;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> meeting(Folded first, Folded second) {
        String both = Refused.shown(first.name) + " and " + Refused.shown(second.name);
        if (first.name.equals(second.name)) {
            return Optional.of(Refused.shown(first.name) + " twice");
        }
        if (first.key.equals(second.key) || !spellsAlike(first, second)) {
            return Optional.of(both + ", which differ in case or Unicode form only");
        }
        return !first.isDirectory() && second.key.startsWith(first.key + Folded.SEPARATOR)
                ? Optional.of(both + ", of which one would be a file and a directory")
                : Optional.empty();
    }

    /** Whether the directories that both lie in are spelled the same. */
    private static boolean spellsAlike(Folded first, Folded second) {
        if (first.directory().equals(second.directory())) {
            return true;
        }
        String[] keys = first.key.split(Folded.SEPARATOR, -1);
        String[] others = second.key.split(Folded.SEPARATOR, -1);
        String[] names = path(first.name).split("/", -1);
        String[] spelled = path(second.name).split("/", -1);
        int common = Math.min(first.directories(names.length), second.directories(spelled.length));
        for (int i = 0; i < common && keys[i].equals(others[i]); i++) {
            if (!names[i].equals(spelled[i])) {
                return false;
            }
        }
        return true;
    }

    private static String path(String name) {
        return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    }

    /** A name, and what the file system that cares least about spelling takes it for, without a slash at its end. */
    private record Folded(String name, String key) {

        /** Below every character of a name, so that what lies in a directory sorts right behind it. */
        static final String SEPARATOR = "\0";

        static Folded of(String name) {
            String path = path(name);
            String folded = path.chars().allMatch(c -> c < 0x80) ? path.toLowerCase(Locale.ROOT) : fold(path);
            return new Folded(name, folded.replace("/", SEPARATOR));
        }

        private static String fold(String path) {
            String composed = Normalizer.normalize(path, Normalizer.Form.NFC);
            return Normalizer.normalize(composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
        }

        /** The directory that it lies in, with a slash at its end. */
        String directory() {
            return name.substring(0, path(name).lastIndexOf('/') + 1);
        }

        boolean isDirectory() {
            return name.endsWith("/");
        }

        int directories(int names) {
            return isDirectory() ? names : names - 1;
        }
    }
}
