package io.packhouse.envbuilder.fetch;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.packhouse.addonscript.documents.MavenCoordinate;
import io.packhouse.envbuilder.steps.Parameters;

/**
 * What a step wants of Maven repositories.
 *
 * @param facts
 *            what was known of it before
 */
record MavenRequest(MavenCoordinate coordinate, List<String> urls, Checksums checksums, ObjectNode facts) {

    /** As the parameters say it, with {@code library} where one is given. */
    static MavenRequest of(Parameters with) {
        ObjectNode facts = FetchParameters.facts(with);
        if (!with.has("library")) {
            MavenCoordinate coordinate = coordinate(with, "coordinate", with.text("coordinate"));
            return new MavenRequest(coordinate, inRepositories(with, coordinate), Checksums.of(with), facts);
        }
        if (!(with.json("library") instanceof ObjectNode item)) {
            throw with.wrong("library", "is no item of library.list");
        }
        MavenCoordinate coordinate = coordinate(with, "library", item.path("coordinate").asText());
        return new MavenRequest(coordinate, addresses(with, item, coordinate), Checksums.of(with).or(checksums(with, item)),
                JsonNodeFactory.instance.objectNode().<ObjectNode>setAll(item).setAll(facts));
    }

    private static List<String> addresses(Parameters with, ObjectNode item, MavenCoordinate coordinate) {
        if (with.has("repository") || with.has("repositories")) {
            return inRepositories(with, coordinate);
        }
        List<String> urls = item.path("urls").valueStream().map(JsonNode::asText).toList();
        if (urls.isEmpty()) {
            throw with.wrong("library", "names no address of " + coordinate + ", and repositories are not given");
        }
        return urls;
    }

    private static List<String> inRepositories(Parameters with, MavenCoordinate coordinate) {
        return FetchParameters.repositories(with).stream().map(base -> base + FetchParameters.encoded(coordinate.path()))
                .toList();
    }

    private static Checksums checksums(Parameters with, ObjectNode item) {
        try {
            return Library.checksums(item);
        } catch (IllegalArgumentException e) {
            throw with.wrong("library", "cannot be used: " + e.getMessage());
        }
    }

    private static MavenCoordinate coordinate(Parameters with, String name, String text) {
        try {
            return MavenCoordinate.parse(text);
        } catch (IllegalArgumentException e) {
            throw with.wrong(name, "cannot be used: " + e.getMessage());
        }
    }
}
