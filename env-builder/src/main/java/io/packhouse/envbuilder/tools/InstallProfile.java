package io.packhouse.envbuilder.tools;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import io.packhouse.addonscript.documents.MavenCoordinate;
import io.packhouse.addonscript.documents.SafePath;
import io.packhouse.addonscript.documents.Side;

/**
 * {@code install_profile.json} of an installer, for one side (reference, section 9.3).
 *
 * @param minecraft
 *            the version of the game; one name of a path
 * @param json
 *            the path of the launch document within the installer
 * @param data
 *            by key, as they are written and in their order
 * @param processors
 *            those of the side, in their order
 * @param serverJarPath
 *            where the server's jar lies, in the language of {@link TokenText}
 */
record InstallProfile(String minecraft, String json, Map<String, String> data, List<Processor> processors,
        String serverJarPath) {

    private static final int LIMIT = 1000;
    private static final Set<Integer> SPECS = Set.of(0, 1);

    InstallProfile {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        processors = List.copyOf(processors);
    }

    /**
     * One program of the installer.
     *
     * @param args
     *            as they are written
     * @param outputs
     *            files and their SHA-1, both as they are written
     */
    record Processor(MavenCoordinate jar, List<MavenCoordinate> classpath, List<String> args, Map<String, String> outputs) {

        Processor {
            classpath = List.copyOf(classpath);
            args = List.copyOf(args);
            outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        }
    }

    /**
     * Reads a profile.
     *
     * @throws IllegalArgumentException
     *             when it is none; the message is a sentence
     */
    static InstallProfile of(JsonNode profile, Side side) {
        if (!SPECS.contains(profile.path("spec").asInt(0))) {
            throw new IllegalArgumentException("its spec is " + profile.path("spec") + ", not 0 or 1");
        }
        String sideName = side.wire();
        String minecraft = text(profile, "minecraft");
        if (!SafePath.isSegment(minecraft)) {
            throw new IllegalArgumentException("its minecraft is «" + minecraft + "», which is no version");
        }
        Map<String, String> data = new LinkedHashMap<>();
        object(profile.path("data"), "data").properties()
                .forEach(entry -> data.put(entry.getKey(), text(entry.getValue(), sideName)));
        List<Processor> processors = new ArrayList<>();
        for (JsonNode processor : array(profile.path("processors"), "processors")) {
            List<String> sides = texts(processor, "sides");
            if (!processor.has("sides") || sides.contains(sideName)) {
                processors.add(processor(processor));
            }
        }
        return new InstallProfile(minecraft, inner(profile.path("json").asText("/version.json")), data, processors,
                profile.path("serverJarPath").asText("{ROOT}/minecraft_server.{MINECRAFT_VERSION}.jar"));
    }

    /** SHA-1 by path in a library directory, of the libraries in a document that have one. */
    static Map<String, String> sha1ByPath(JsonNode document) {
        Map<String, String> sha1s = new LinkedHashMap<>();
        for (JsonNode library : array(document.path("libraries"), "libraries")) {
            String sha1 = library.path("downloads").path("artifact").path("sha1").asText("").toLowerCase(Locale.ROOT);
            if (sha1.matches("[0-9a-f]{40}")) {
                sha1s.put(MavenCoordinate.parse(text(library, "name")).path(), sha1);
            }
        }
        return sha1s;
    }

    /** Where the libraries of a document lie in a repository. */
    static Set<String> libraryPaths(JsonNode document) {
        Set<String> paths = new HashSet<>();
        array(document.path("libraries"), "libraries")
                .forEach(library -> paths.add(MavenCoordinate.parse(text(library, "name")).path()));
        return paths;
    }

    /** The path of a file in the installer: as it is written, or with a slash before it. */
    static String inner(String path) {
        String inner = path.startsWith("/") ? path.substring(1) : path;
        if (!SafePath.isLocation(inner) || inner.startsWith(".")) {
            throw new IllegalArgumentException("«" + path + "» is no path in an installer");
        }
        return inner;
    }

    private static Processor processor(JsonNode processor) {
        Map<String, String> outputs = new LinkedHashMap<>();
        object(processor.path("outputs"), "outputs").properties()
                .forEach(output -> outputs.put(output.getKey(), output.getValue().asText("")));
        return new Processor(MavenCoordinate.parse(text(processor, "jar")),
                texts(processor, "classpath").stream().map(MavenCoordinate::parse).toList(), texts(processor, "args"),
                outputs);
    }

    private static String text(JsonNode node, String name) {
        if (!node.path(name).isTextual()) {
            throw new IllegalArgumentException("its " + name + " is no text");
        }
        return node.path(name).textValue();
    }

    private static List<String> texts(JsonNode node, String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode text : array(node.path(name), name)) {
            if (!text.isTextual()) {
                throw new IllegalArgumentException("its " + name + " has something that is no text");
            }
            texts.add(text.textValue());
        }
        return texts;
    }

    private static JsonNode array(JsonNode node, String name) {
        return bounded(node, node.isArray(), name);
    }

    private static JsonNode object(JsonNode node, String name) {
        return bounded(node, node.isObject(), name);
    }

    private static JsonNode bounded(JsonNode node, boolean isRight, String name) {
        if (!node.isMissingNode() && !node.isNull() && !isRight) {
            throw new IllegalArgumentException("its " + name + " are not written as such");
        }
        if (node.size() > LIMIT) {
            throw new IllegalArgumentException("it has " + node.size() + " " + name + "; " + LIMIT + " are allowed");
        }
        return node;
    }
}
