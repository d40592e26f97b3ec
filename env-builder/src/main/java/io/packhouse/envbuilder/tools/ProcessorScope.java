package io.packhouse.envbuilder.tools;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.packhouse.addonscript.documents.MavenCoordinate;
import io.packhouse.addonscript.documents.SafePath;
import io.packhouse.addonscript.documents.Side;

/**
 * What the texts of a profile mean, said in the language of {@link Arguments}: the root directory is {@code root} among the
 * outputs, the library directory {@code root/libraries}; the installer and its data files are inputs.
 */
final class ProcessorScope {

    /** Among a tool's outputs. */
    static final String ROOT = "root";
    /** Among a tool's outputs. */
    static final String LIBRARIES = "root/libraries";
    /** The input that is the installer. */
    static final String INSTALLER = "installer.jar";
    /** The input that is the tree of data files. */
    static final String DATA = "data";

    private static final Pattern IN_ROOT = Pattern.compile("\\{out:(root[^{}]*)}([^{}]*)");

    private final Map<String, Meaning> values = new LinkedHashMap<>();
    private final String minecraftJar;
    private final SortedMap<String, MavenCoordinate> coordinates = new TreeMap<>();

    ProcessorScope(InstallProfile profile, Side side) {
        values.put("SIDE", new Meaning.Plain(side.wire()));
        values.put("MINECRAFT_VERSION", new Meaning.Plain(profile.minecraft()));
        values.put("ROOT", new Meaning.Place(ROOT));
        values.put("INSTALLER", new Meaning.Input(INSTALLER, ""));
        values.put("LIBRARY_DIR", new Meaning.Place(LIBRARIES));
        minecraftJar = place(side == Side.CLIENT
                ? "{ROOT}/versions/{MINECRAFT_VERSION}/{MINECRAFT_VERSION}.jar"
                : profile.serverJarPath(), new Mentions());
        values.put("MINECRAFT_JAR", new Meaning.Place(minecraftJar));
        profile.data().forEach((key, value) -> values.putIfAbsent(key, datum(value)));
    }

    /** What a key stands for. */
    private sealed interface Meaning {

        /** A text. */
        record Plain(String text) implements Meaning {
        }

        /** A file or directory in the root directory. */
        record Place(String path) implements Meaning {
        }

        /** An input, or a file in it. */
        record Input(String name, String path) implements Meaning {
        }
    }

    /** What texts speak of. */
    static final class Mentions {

        /** Places in the root directory. */
        final SortedSet<String> places = new TreeSet<>();
        /** Data files of the installer. */
        final SortedSet<String> data = new TreeSet<>();
        private boolean speaksOfInstaller;

        /** Whether they speak of the installer itself. */
        boolean speaksOfInstaller() {
            return speaksOfInstaller;
        }

        /** Whether they speak of whole directories, so that everything in them may be meant. */
        boolean speaksOfDirectories() {
            return places.contains(ROOT) || places.contains(LIBRARIES);
        }
    }

    /** Where the game's own jar lies. */
    String minecraftJar() {
        return minecraftJar;
    }

    /** The coordinates that anything has spoken of, by their paths in the library directory. */
    SortedMap<String, MavenCoordinate> coordinates() {
        return coordinates;
    }

    /** The data files that the profile has. */
    SortedSet<String> dataFiles() {
        var files = new TreeSet<String>();
        for (Meaning value : values.values()) {
            if (value instanceof Meaning.Input(String name, String path) && name.equals(DATA)) {
                files.add(path);
            }
        }
        return files;
    }

    /**
     * An argument, for {@code tool.run}.
     *
     * @throws IllegalArgumentException
     *             when it is wrong; the message is a sentence
     */
    String argument(String text, Mentions mentions) {
        if (isCoordinate(text)) {
            return said(library(text), mentions);
        }
        return TokenText.fill(text, Arguments::literal, key -> said(value(text, key), mentions));
    }

    /** The place in the root directory that {@code text} means. */
    String place(String text, Mentions mentions) {
        Matcher match = IN_ROOT.matcher(argument(text, mentions));
        if (!match.matches() || !SafePath.isLocation(match.group(1) + match.group(2))) {
            throw new IllegalArgumentException("«" + text + "» is no file in the root directory");
        }
        return match.group(1) + match.group(2);
    }

    /** The SHA-1 that {@code text} means. */
    String sha1(String text) {
        String sha1 = argument(text, new Mentions()).toLowerCase(Locale.ROOT);
        if (!sha1.matches("[0-9a-f]{40}")) {
            throw new IllegalArgumentException("«" + text + "» is no SHA-1");
        }
        return sha1;
    }

    private Meaning datum(String text) {
        if (isCoordinate(text)) {
            return library(text);
        }
        if (text.length() >= 2 && text.startsWith("'") && text.endsWith("'")) {
            return new Meaning.Plain(text.substring(1, text.length() - 1));
        }
        return new Meaning.Input(DATA, InstallProfile.inner(text));
    }

    private Meaning value(String text, String key) {
        Meaning value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("«" + text + "» speaks of " + key + ", which the profile does not have");
        }
        return value;
    }

    private static boolean isCoordinate(String text) {
        return text.startsWith("[") && text.endsWith("]");
    }

    private Meaning library(String text) {
        MavenCoordinate coordinate = MavenCoordinate.parse(text.substring(1, text.length() - 1));
        coordinates.put(coordinate.path(), coordinate);
        return new Meaning.Place(LIBRARIES + "/" + coordinate.path());
    }

    private static String said(Meaning meaning, Mentions mentions) {
        return switch (meaning) {
            case Meaning.Plain plain -> Arguments.literal(plain.text());
            case Meaning.Place place -> {
                mentions.places.add(place.path());
                yield "{out:" + place.path() + "}";
            }
            case Meaning.Input input when input.path().isEmpty() -> {
                mentions.speaksOfInstaller = true;
                yield "{in:" + input.name() + "}";
            }
            case Meaning.Input input -> {
                mentions.data.add(input.path());
                yield "{in:" + input.name() + "}/" + Arguments.literal(input.path());
            }
        };
    }
}
