package io.packhouse.envbuilder.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.packhouse.addonscript.documents.MavenCoordinate;
import io.packhouse.envbuilder.values.Value;

/** What processors made in the library directory, as artifacts of Maven. */
final class ProducedFiles {

    private ProducedFiles() {
    }

    /**
     * The artifacts by their paths' order, with the facts that fetched ones have too.
     *
     * @param known
     *            coordinates by path; others are guessed from paths, and files that lie as no artifact does are left out
     */
    static List<Value> of(LibraryDirectory libraries, Map<String, MavenCoordinate> known) {
        List<Value> artifacts = new ArrayList<>();
        for (String path : libraries.produced()) {
            String inner = inLibraries(path);
            if (inner.isEmpty()) {
                continue;
            }
            Optional<MavenCoordinate> coordinate = Optional.ofNullable(known.get(inner)).or(() -> guess(inner));
            coordinate.ifPresent(artifact -> artifacts.add(libraries.find(path).orElseThrow().with(facts(artifact))));
        }
        return List.copyOf(artifacts);
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
            var coordinate = new MavenCoordinate(String.join(".", parts.subList(0, n - 3)), parts.get(n - 3), parts.get(n - 2),
                    dot == 0 ? "" : rest.substring(1, dot), rest.substring(dot + 1));
            return coordinate.path().equals(path) ? Optional.of(coordinate) : Optional.empty();
        } catch (IllegalArgumentException noCoordinate) {
            return Optional.empty();
        }
    }

    private static ObjectNode facts(MavenCoordinate coordinate) {
        ObjectNode facts = JsonNodeFactory.instance.objectNode();
        facts.put("coordinate", coordinate.toString()).put("group", coordinate.group()).put("name", coordinate.name())
                .put("version", coordinate.version()).put("extension", coordinate.extension()).put("path", coordinate.path());
        if (!coordinate.classifier().isEmpty()) {
            facts.put("classifier", coordinate.classifier());
        }
        return facts;
    }
}
