package io.packhouse.archives;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** Rules for the names of entries: what unpacks on one system to one tree unpacks on every system to the same tree. */
public final class EntryNames {

    private EntryNames() {
    }

    /** What is wrong with a name by itself; empty when it is a plain relative path. A directory's ends with a slash. */
    public static Optional<ZipFault> fault(String name) {
        return Optional.ofNullable(kind(name)).map(kind -> ZipFault.in(name, kind));
    }

    private static ZipFault.@Nullable Kind kind(String name) {
        String path = path(name);
        if (path.isEmpty()) {
            return ZipFault.Kind.NO_NAME;
        }
        if (name.codePoints().anyMatch(EntryNames::isControl)) {
            return ZipFault.Kind.CONTROL_CHARACTERS;
        }
        if (name.indexOf('\\') >= 0) {
            return ZipFault.Kind.BACKSLASH;
        }
        if (name.startsWith("/") || hasDrive(name)) {
            return ZipFault.Kind.ABSOLUTE_PATH;
        }
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return ZipFault.Kind.STRANGE_PARTS;
            }
        }
        return null;
    }

    private static boolean isControl(int c) {
        return Character.isISOControl(c) || c == 0x2028 || c == 0x2029;
    }

    private static boolean hasDrive(String name) {
        char letter = Character.toUpperCase(name.charAt(0));
        return name.length() > 1 && name.charAt(1) == ':' && letter >= 'A' && letter <= 'Z';
    }

    /** A name that stands twice, be it a directory's once. Takes memory of the size of the names. */
    static Optional<ZipFault> twice(Collection<String> names) {
        Set<String> seen = HashSet.newHashSet(names.size());
        return names.stream().filter(name -> !seen.add(path(name))).findFirst()
                .map(name -> ZipFault.in(name, ZipFault.Kind.TWICE));
    }

    /**
     * The first names that meet on some file system: twice the same, the same but for case or for the form of Unicode, and a
     * file that is a directory for another. Takes memory of the size of the names.
     *
     * @param names
     *            those of directories end with a slash
     */
    public static Optional<ZipFault> meeting(Collection<String> names) {
        List<Folded> sorted = names.stream().map(Folded::of).sorted(Comparator.comparing(Folded::key)).toList();
        for (int i = 1; i < sorted.size(); i++) {
            // Enough for neighbours: what meets the first sorts right behind it, because nothing sorts before a separator.
            Optional<ZipFault> meeting = meeting(sorted.get(i - 1), sorted.get(i));
            if (meeting.isPresent()) {
                return meeting;
            }
        }
        return Optional.empty();
    }

    private static Optional<ZipFault> meeting(Folded first, Folded second) {
        if (first.name.equals(second.name)) {
            return Optional.of(ZipFault.in(first.name, ZipFault.Kind.TWICE));
        }
        if (!first.key.equals(second.key) && !first.isDirectory() && second.key.startsWith(first.key + Folded.SEPARATOR)) {
            return Optional.of(ZipFault.between(first.name, second.name, ZipFault.Kind.FILE_AND_DIRECTORY));
        }
        return first.key.equals(second.key) || !spellsAlike(first, second)
                ? Optional.of(ZipFault.between(first.name, second.name, ZipFault.Kind.ALIKE))
                : Optional.empty();
    }

    /** Whether the directories that both lie in are spelled the same. */
    private static boolean spellsAlike(Folded first, Folded second) {
        if (first.directory().equals(second.directory())) {
            return true;
        }
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

        int directories(int parts) {
            return isDirectory() ? parts : parts - 1;
        }
    }
}
