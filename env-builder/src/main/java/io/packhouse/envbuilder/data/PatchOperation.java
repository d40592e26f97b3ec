package io.packhouse.envbuilder.data;

import java.util.Set;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * One operation of a JSON patch (RFC 6902, section 4).
 *
 * @param from
 *            for {@code move} and {@code copy}; the whole document for the others
 * @param value
 *            for {@code add}, {@code replace} and {@code test}; missing for the others
 */
record PatchOperation(String op, JsonPointer path, JsonPointer from, JsonNode value) {

    private static final Set<String> WITH_VALUE = Set.of("add", "replace", "test");
    private static final Set<String> WITH_FROM = Set.of("move", "copy");

    /** The operation that {@code node} writes; {@link IllegalArgumentException} with the reason when it writes none. */
    static PatchOperation of(JsonNode node) {
        String op = text(node, "op");
        if (!WITH_VALUE.contains(op) && !WITH_FROM.contains(op) && !op.equals("remove")) {
            throw new IllegalArgumentException("op is add, remove, replace, move, copy or test, not «" + op + "»");
        }
        if (WITH_VALUE.contains(op) && !node.has("value")) {
            throw new IllegalArgumentException("value is missing");
        }
        return new PatchOperation(op, pointer(node, "path"),
                WITH_FROM.contains(op) ? pointer(node, "from") : JsonPointer.empty(),
                WITH_VALUE.contains(op) ? node.get("value") : MissingNode.getInstance());
    }

    private static String text(JsonNode node, String name) {
        if (!node.path(name).isTextual()) {
            throw new IllegalArgumentException(name + " is a text, and has to be there");
        }
        return node.get(name).textValue();
    }

    private static JsonPointer pointer(JsonNode node, String name) {
        String text = text(node, name);
        // A tilde means something before 0 and 1 only; Jackson takes any other for itself.
        if (text.matches("(?s).*~(?![01]).*")) {
            throw new IllegalArgumentException(name + " is no JSON pointer: «" + text + "»");
        }
        try {
            return JsonPointer.compile(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " is no JSON pointer: «" + text + "»", e);
        }
    }
}
