package io.packhouse.repackager.archive;

import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Rules for the names of entries: what unpacks on one system to one tree unpacks on every system to the same tree. */
final class EntryNames {

    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

    private EntryNames() {
    }

    /** Refuses a name that is no plain relative path. A directory's ends with a slash. */
    static void check(String name) {
        if (name.isEmpty()) {
            throw Refusal.broken("has an entry without a name");
        }
        if (name.codePoints().anyMatch(EntryNames::isControl)) {
            throw Refusal.broken(name, "has control characters in its name");
        }
        if (name.indexOf('\\') >= 0) {
            throw Refusal.broken(name, "has a backslash in its name; the parts of a path are separated by /");
        }
        if (name.startsWith("/") || DRIVE.matcher(name).matches()) {
            throw Refusal.broken(name, "has an absolute path; names are relative paths");
        }
        String path = path(name);
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw Refusal.broken(name, "has an empty part, '.' or '..' in its path");
            }
        }
    }

    /**
     * Refuses names that meet: twice the same, the same but for case or for the form of Unicode, and a file that is a directory
     * for another entry. Takes memory of the size of the names.
     */
    static void checkApart(List<String> names) {
        List<Folded> sorted = names.stream().map(Folded::of).sorted(Comparator.comparing(Folded::key)).toList();
        for (int i = 1; i < sorted.size(); i++) {
            checkApart(sorted.get(i - 1), sorted.get(i));
        }
    }

    /** Enough for neighbours: what meets {@code first} sorts right behind it, because nothing sorts before a separator. */
    private static void checkApart(Folded first, Folded second) {
        if (first.name.equals(second.name)) {
            throw Refusal.broken("has two entries " + Refusal.shown(first.name));
        }
        if (first.key.equals(second.key)) {
            throw meet(first.name, second.name);
        }
        if (!first.name.endsWith("/") && second.key.startsWith(first.key + Folded.SEPARATOR)) {
            throw Refusal.broken(first.name, "is a file, and a directory for " + Refusal.shown(second.name));
        }
        if (!sameDirectories(first, second)) {
            throw meet(first.name, second.name);
        }
    }

    private static RuntimeException meet(String first, String second) {
        return Refusal.broken("has the entries " + Refusal.shown(first) + " and " + Refusal.shown(second)
                + ", whose names are the same where case or Unicode forms do not count");
    }

    /** Whether the directories that both lie in are spelled the same. */
    private static boolean sameDirectories(Folded first, Folded second) {
        String[] keys = first.key.split(Folded.SEPARATOR, -1);
        String[] others = second.key.split(Folded.SEPARATOR, -1);
        String[] parts = path(first.name).split("/", -1);
        String[] spelled = path(second.name).split("/", -1);
        int common = Math.min(first.directories(parts.length), second.directories(spelled.length));
        for (int i = 0; i < common && keys[i].equals(others[i]); i++) {
            if (!parts[i].equals(spelled[i])) {
                return false;
            }
        }
        return true;
    }

    private static String path(String name) {
        return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    }

    private static boolean isControl(int c) {
        return Character.isISOControl(c) || c == 0x2028 || c == 0x2029;
    }

    /** A name, and what a file system that cares least about spelling takes it for, without a slash at its end. */
    private record Folded(String name, String key) {

        /** Below every character of a name, so that what lies in a directory sorts right behind it. */
        static final String SEPARATOR = "\0";

        static Folded of(String name) {
            String composed = Normalizer.normalize(path(name), Normalizer.Form.NFC);
            String folded = composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
            return new Folded(name, Normalizer.normalize(folded, Normalizer.Form.NFC).replace("/", SEPARATOR));
        }

        int directories(int parts) {
            return name.endsWith("/") ? parts : parts - 1;
        }
    }
}
