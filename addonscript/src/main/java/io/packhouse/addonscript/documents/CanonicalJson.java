package io.packhouse.addonscript.documents;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * JSON of which equal documents have equal bytes: members in the order of their names' UTF-16 units, nothing between the
 * tokens. Like RFC 8785, but numbers stay as Jackson writes them: these bytes are compared with our own only.
 */
public final class CanonicalJson {

    private CanonicalJson() {
    }

    /** {@code document} in UTF-8; a tree of trees as deep as a document may be. */
    public static byte[] write(JsonNode document) {
        StringBuilder text = new StringBuilder();
        write(document, text);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(JsonNode node, StringBuilder text) {
        if (node.isObject()) {
            List<String> names = new ArrayList<>();
            node.fieldNames().forEachRemaining(names::add);
            Collections.sort(names);
            char before = '{';
            for (String name : names) {
                text.append(before).append(TextNode.valueOf(name)).append(':');
                write(node.get(name), text);
                before = ',';
            }
            text.append(names.isEmpty() ? "{}" : "}");
        } else if (node.isArray()) {
            char before = '[';
            for (JsonNode element : node) {
                text.append(before);
                write(element, text);
                before = ',';
            }
            text.append(node.isEmpty() ? "[]" : "]");
        } else {
            text.append(node);
        }
    }
}
