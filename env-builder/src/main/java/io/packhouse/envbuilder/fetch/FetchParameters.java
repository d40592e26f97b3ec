package io.packhouse.envbuilder.fetch;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.packhouse.envbuilder.steps.Parameters;

/** What kinds that fetch are given alike. */
final class FetchParameters {

    private static final int MOST_URLS = 20;
    private static final String SIBLING = "sibling-sha1";

    private FetchParameters() {
    }

    /** {@code url} and {@code urls} in this order, at least one. */
    static List<String> urls(Parameters with) {
        return several(with, "url", "urls");
    }

    /** {@code repository} and {@code repositories}, each ending with a slash, at least one. */
    static List<String> repositories(Parameters with) {
        return several(with, "repository", "repositories").stream().map(base -> base.endsWith("/") ? base : base + "/")
                .toList();
    }

    private static List<String> several(Parameters with, String one, String many) {
        List<String> all = Stream.concat(with.texts(one).stream(), with.texts(many).stream())
                .filter(text -> !text.isBlank()).distinct().toList();
        if (all.isEmpty() || all.size() > MOST_URLS) {
            throw with.wrong(many, "has 1 to " + MOST_URLS + " addresses, not " + all.size());
        }
        return all;
    }

    /** Whether a SHA-1 stands beside the file; {@code otherwise} where the step does not say. */
    static boolean isSibling(Parameters with, boolean otherwise) {
        return switch (with.text("checksum", "")) {
            case "" -> otherwise;
            case SIBLING -> true;
            case "none" -> false;
            default -> throw with.wrong("checksum", "is " + SIBLING + " or none");
        };
    }

    /** A path of a repository as it stands in URLs. */
    static String encoded(String path) {
        try {
            return new URI(null, null, "/" + path, null).toASCIIString().substring(1);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("every path can be encoded", e);
        }
    }

    /** The members of {@code facts} that the step is given, an object; empty without. */
    static ObjectNode facts(Parameters with) {
        ObjectNode facts = JsonNodeFactory.instance.objectNode();
        if (with.has("facts")) {
            JsonNode given = with.json("facts");
            if (!(given instanceof ObjectNode object)) {
                throw with.wrong("facts", "is no object");
            }
            facts.setAll(object);
        }
        return facts;
    }
}
