package io.packhouse.repackager.xpi;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.packhouse.repackager.archive.Content;

/**
 * What {@code harness-options.json} says of an add-on that an Add-on SDK built (reference, section 8.4). What is of a wrong type
 * where something is made of it is refused; names of packages are checked.
 *
 * @param name
 *            the own package
 * @param json
 *            the whole file
 * @param metadata
 *            by package, in the order of the file: what is left of each package.json
 */
record HarnessOptions(String name, ObjectNode json, Map<String, ObjectNode> metadata) {

    /** The file's name in an XPI. */
    static final String FILE = "harness-options.json";

    HarnessOptions {
        metadata = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** Reads the file; refuses it with a sentence when it is none. */
    static HarnessOptions read(Content content) throws IOException {
        return of(XpiJson.object(FILE, content));
    }

    static HarnessOptions of(ObjectNode json) {
        Map<String, ObjectNode> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : objectAt(json, "metadata").properties()) {
            if (!(entry.getValue() instanceof ObjectNode ofPackage)) {
                throw wrong("metadata of the package " + Refused.shown(entry.getKey()), "an object");
            }
            metadata.put(PackageNames.checked(entry.getKey()), ofPackage);
        }
        return new HarnessOptions(ownName(json, metadata), json, metadata);
    }

    /** {@code name}, else the only package that is no SDK's; never a guess from the title (reference, 8.2). */
    private static String ownName(ObjectNode json, Map<String, ObjectNode> metadata) {
        String said = textAt(json, "name").orElse("");
        if (!said.isEmpty()) {
            if (PackageNames.OF_SDKS.contains(said)) {
                throw Refused.because("The add-on's package is called " + Refused.shown(said)
                        + ", which is the name of an Add-on SDK's own package");
            }
            return PackageNames.checked(said);
        }
        List<String> others = metadata.keySet().stream().filter(name -> !PackageNames.OF_SDKS.contains(name)).toList();
        if (others.size() != 1) {
            throw Refused.because(FILE + " has no 'name', and " + others.size()
                    + " packages in 'metadata' that are no SDK's; one would be the add-on's");
        }
        return others.getFirst();
    }

    /** What is left of the own package.json; empty when nothing is. */
    ObjectNode ownMetadata() {
        return metadata.getOrDefault(name, JsonNodeFactory.instance.objectNode());
    }

    /** A text that is not empty. */
    Optional<String> text(String key) {
        return textAt(json, key);
    }

    /** The version of the SDK that built the add-on, or empty. */
    String sdkVersion() {
        return json.path("sdkVersion").asText("");
    }

    /** The object at {@code key}; empty where there is none. */
    ObjectNode object(String key) {
        return objectAt(json, key);
    }

    /** Whether the modules lie in {@code resources/<id>-<package>-<section>/}, as they do up to SDK 1.3. */
    boolean flat() {
        return json.has("resources") || json.has("uriPrefix");
    }

    /** The preferences as package.json had them; empty where there are none. */
    ArrayNode preferences() {
        JsonNode preferences = json.path("preferences");
        if (preferences.isMissingNode() || preferences.isNull()) {
            return JsonNodeFactory.instance.arrayNode();
        }
        if (!(preferences instanceof ArrayNode array)) {
            throw wrong("preferences", "an array");
        }
        for (JsonNode preference : array) {
            if (!preference.isObject()) {
                throw wrong("preferences", "an array of objects");
            }
        }
        return array;
    }

    private static Optional<String> textAt(ObjectNode json, String key) {
        JsonNode value = json.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw wrong(key, "a text");
        }
        return Optional.of(value.textValue()).filter(text -> !text.isEmpty());
    }

    private static ObjectNode objectAt(ObjectNode json, String key) {
        JsonNode value = json.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (value instanceof ObjectNode object) {
            return object;
        }
        throw wrong(key, "an object");
    }

    private static RuntimeException wrong(String key, String right) {
        return Refused.because(FILE + ": " + key + " is not " + right);
    }
}
