package io.packhouse.envbuilder.tools;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.packhouse.addonscript.documents.MavenCoordinate;
import io.packhouse.envbuilder.values.Value;

/**
 * What processors made in the library directory, and what the installer holds, as artifacts of Maven.
 *
 * @param known
 *            coordinates by path; others are guessed from paths, and files that lie as no artifact does are left out
 * @param runtime
 *            the paths of the libraries that the game is started with: those artifacts have the fact {@code runtime}
 */
record ProducedFiles(Map<String, MavenCoordinate> known, Set<String> runtime) {

    private static final String EMBEDDED = "maven/";

    ProducedFiles {
        known = Map.copyOf(known);
        runtime = Set.copyOf(runtime);
    }

    /** What was made, by their paths' order, with the facts that fetched ones have too. */
    List<Value> made(LibraryDirectory libraries) {
        return libraries.produced().stream().filter(path -> !inLibraries(path).isEmpty())
                .flatMap(path -> artifact(inLibraries(path), libraries.find(path).orElseThrow())).toList();
    }

    /** What lies in the directory {@code maven} of the installer, likewise. */
    List<Value> embedded(Value.Tree inner) {
        return inner.files().entrySet().stream().filter(file -> file.getKey().startsWith(EMBEDDED))
                .flatMap(file -> artifact(file.getKey().substring(EMBEDDED.length()), file.getValue())).toList();
    }

    private Stream<Value> artifact(String path, Value.Blob blob) {
        return Optional.ofNullable(known.get(path)).or(() -> guess(path)).<Value>map(coordinate -> {
            ObjectNode facts = facts(coordinate);
            if (runtime.contains(path)) {
                facts.put("runtime", true);
            }
            return blob.with(facts);
        }).stream();
    }

    /** The path in the library directory; empty when it lies elsewhere. */
    static String inLibraries(String path) {
        String directory = ProcessorScope.LIBRARIES + "/";
        return path.startsWith(directory) ? path.substring(directory.length()) : "";
    }

    /** The coordinate of which {@code path} is the path, where there is one. */
    static Optional<MavenCoordinate> guess(String path) {
        List<String> parts = List.of(path.split("/"));
        if (parts.size() < 4) {
            return Optional.empty();
        }
        int n = parts.size();
        String stem = parts.get(n - 3) + "-" + parts.get(n - 2);
        String rest = parts.get(n - 1).startsWith(stem) ? parts.get(n - 1).substring(stem.length()) : "";
        int dot = rest.lastIndexOf('.');
        if (dot < 0 || (dot > 0 && (dot < 2 || rest.charAt(0) != '-'))) {
            return Optional.empty();
        }
        try {
            var coordinate = new MavenCoordinate(String.join(".", parts.subList(0, n - 3)), parts.get(n - 3),
                    parts.get(n - 2),
                    dot == 0 ? "" : rest.substring(1, dot), rest.substring(dot + 1));
            return coordinate.path().equals(path) ? Optional.of(coordinate) : Optional.empty();
        } catch (IllegalArgumentException noCoordinate) {
            return Optional.empty();
        }
    }

    private static ObjectNode facts(MavenCoordinate coordinate) {
        ObjectNode facts = JsonNodeFactory.instance.objectNode();
        facts.put("coordinate", coordinate.toString()).put("group", coordinate.group()).put("name", coordinate.name())
                .put("version", coordinate.version()).put("extension", coordinate.extension()).put("path", coordinate.path())
                .put("label", coordinate.name() + (coordinate.classifier().isEmpty() ? "" : "-" + coordinate.classifier()));
        if (!coordinate.classifier().isEmpty()) {
            facts.put("classifier", coordinate.classifier());
        }
        return facts;
    }
}
