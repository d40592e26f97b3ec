package io.packhouse.addonscript.documents;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import static java.util.Objects.requireNonNull;

/**
 * The name of a file in Maven repositories, {@code group:name:version[:classifier][@extension]}, as launchers and installers
 * write it (reference, section 9.3). Its parts hold nothing that means something in a path or a URL, so that {@link #path()} stays
 * inside of whatever it is put behind.
 *
 * @param group
 *            such as {@code net.fabricmc}
 * @param classifier
 *            empty for none
 * @param extension
 *            {@code jar} where nothing else is said
 */
public record MavenCoordinate(String group, String name, String version, String classifier, String extension) {

    /** Characters of a whole coordinate. */
    public static final int LENGTH_LIMIT = 512;

    private static final String JAR = "jar";

    public MavenCoordinate {
        requireNonNull(classifier, "a coordinate without classifier has an empty one");
        require("group", Arrays.stream(group.split("\\.", -1)).allMatch(MavenCoordinate::isPart), group);
        require("name", isPart(name), name);
        require("version", isPart(version), version);
        require("classifier", classifier.isEmpty() || isPart(classifier), classifier);
        require("extension", extension.matches("[A-Za-z0-9]{1,16}(\\.[A-Za-z0-9]{1,16})?"), extension);
        require("file name", SafePath.isSegment(fileName(name, version, classifier, extension)),
                fileName(name, version, classifier, extension));
    }

    /**
     * Reads a coordinate that somebody else wrote.
     *
     * @throws IllegalArgumentException
     *             when it is none; the message is a sentence
     */
    public static MavenCoordinate parse(String text) {
        if (text.length() > LENGTH_LIMIT) {
            throw new IllegalArgumentException("a Maven coordinate has at most " + LENGTH_LIMIT + " characters, not "
                    + text.length());
        }
        int at = text.lastIndexOf('@');
        List<String> parts = List.of((at < 0 ? text : text.substring(0, at)).split(":", -1));
        if (parts.size() < 3 || parts.size() > 4 || (parts.size() == 4 && parts.get(3).isEmpty())) {
            throw new IllegalArgumentException("«" + Problem.echo(text)
                    + "» is no Maven coordinate such as group:name:version[:classifier][@extension]");
        }
        return new MavenCoordinate(parts.get(0), parts.get(1), parts.get(2), parts.size() == 4 ? parts.get(3) : "",
                at < 0 ? JAR : text.substring(at + 1));
    }

    /** Where the file lies in a repository: {@code net/fabricmc/loader/1.0/loader-1.0.jar}. Blanks stand in it as they are. */
    public String path() {
        return moduleDirectory(group, name) + "/" + version + "/" + fileName();
    }

    /** The last part of {@link #path()}. */
    public String fileName() {
        return fileName(name, version, classifier, extension);
    }

    /** Where a repository has all versions of {@code group:name} and its {@code maven-metadata.xml}. */
    public static String moduleDirectory(String group, String name) {
        String directory = group.replace('.', '/') + "/" + name;
        require("group or name", Stream.of(directory.split("/", -1)).allMatch(MavenCoordinate::isPart), group + ":" + name);
        return directory;
    }

    /** As it is written, without what goes without saying. */
    @Override
    public String toString() {
        return group + ":" + name + ":" + version + (classifier.isEmpty() ? "" : ":" + classifier)
                + (extension.equals(JAR) ? "" : "@" + extension);
    }

    private static String fileName(String name, String version, String classifier, String extension) {
        return name + "-" + version + (classifier.isEmpty() ? "" : "-" + classifier) + "." + extension;
    }

    /** Real versions hold blanks and plus signs ({@code 1.14 Pre-Release 1}, {@code 0.9+build.1}). */
    private static boolean isPart(String text) {
        return SafePath.isSegment(text) && text.chars().noneMatch(c -> "#%@;".indexOf(c) >= 0) && !text.startsWith(" ");
    }

    private static void require(String part, boolean isRight, String value) {
        if (!isRight) {
            throw new IllegalArgumentException("the " + part + " «" + Problem.echo(value)
                    + "» of a Maven coordinate cannot stand in a path");
        }
    }
}
