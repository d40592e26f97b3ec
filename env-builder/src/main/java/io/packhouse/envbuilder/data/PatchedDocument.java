package io.packhouse.envbuilder.data;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A document while a JSON patch is applied (RFC 6902), kept within {@link JsonBounds}. For one thread. */
final class PatchedDocument {

    /** An operation cannot be applied to this document; the message says why. */
    static final class ConflictException extends Exception {

        private static final long serialVersionUID = 1L;

        ConflictException(String message) {
            super(message, null, false, false);
        }
    }

    private final JsonBounds bounds;
    private JsonNode root;

    PatchedDocument(JsonNode document, JsonBounds bounds) {
        this.bounds = bounds;
        this.root = document.deepCopy();
        bounds.add(root, 0);
    }

    JsonNode root() {
        return root;
    }

    void apply(PatchOperation operation) throws ConflictException {
        switch (operation.op()) {
            case "add" -> add(operation.path(), copy(operation.value(), operation.path()));
            case "remove" -> remove(operation.path());
            case "replace" -> replace(operation.path(), copy(operation.value(), operation.path()));
            case "move" -> move(operation.from(), operation.path());
            case "copy" -> add(operation.path(), copy(find(operation.from()), operation.path()));
            default -> test(operation.path(), operation.value());
        }
    }

    /** A copy of its own, so that a change of the one is none of the other; counted before it is made. */
    private JsonNode copy(JsonNode value, JsonPointer to) {
        bounds.add(value, depth(to));
        return value.deepCopy();
    }

    private static int depth(JsonPointer path) {
        int depth = 0;
        for (JsonPointer at = path; !at.matches(); at = at.tail()) {
            depth++;
        }
        return depth;
    }

    private JsonNode find(JsonPointer path) throws ConflictException {
        JsonNode node = root;
        for (JsonPointer at = path; !at.matches(); at = at.tail()) {
            node = child(node, at.getMatchingProperty(), path);
        }
        return node;
    }

    private JsonNode child(JsonNode node, String name, JsonPointer path) throws ConflictException {
        if (node.isArray()) {
            return node.get(index(name, node.size() - 1, path));
        }
        JsonNode child = node.get(name);
        if (child == null) {
            throw missing(path);
        }
        return child;
    }

    private void add(JsonPointer path, JsonNode value) throws ConflictException {
        if (path.matches()) {
            root = value;
            return;
        }
        String name = path.last().getMatchingProperty();
        switch (find(path.head())) {
            case ObjectNode object -> object.set(name, value);
            case ArrayNode array -> array.insert(name.equals("-") ? array.size() : index(name, array.size(), path), value);
            default -> throw missing(path);
        }
    }

    private void replace(JsonPointer path, JsonNode value) throws ConflictException {
        find(path);
        if (path.matches()) {
            root = value;
            return;
        }
        String name = path.last().getMatchingProperty();
        if (find(path.head()) instanceof ArrayNode array) {
            array.set(index(name, array.size() - 1, path), value);
        } else {
            add(path, value);
        }
    }

    private JsonNode remove(JsonPointer path) throws ConflictException {
        JsonNode removed = find(path);
        if (path.matches()) {
            throw new ConflictException("the whole document cannot be removed");
        }
        String name = path.last().getMatchingProperty();
        switch (find(path.head())) {
            case ArrayNode array -> array.remove(index(name, array.size() - 1, path));
            case ObjectNode object -> object.remove(name);
            default -> throw missing(path);
        }
        return removed;
    }

    private void move(JsonPointer from, JsonPointer path) throws ConflictException {
        if (path.toString().startsWith(from + "/")) {
            throw new ConflictException("«" + from + "» cannot move into itself, to «" + path + "»");
        }
        JsonNode moved = find(from);
        if (from.equals(path)) {
            return;
        }
        remove(from);
        bounds.add(moved, depth(path));
        add(path, moved);
    }

    private void test(JsonPointer path, JsonNode value) throws ConflictException {
        if (!JsonEquality.areEqual(find(path), value)) {
            throw new ConflictException("at «" + path + "» the document is not what the patch tests for");
        }
    }

    /** An index as RFC 6901 writes it, without zeros before it. */
    private static int index(String name, int most, JsonPointer path) throws ConflictException {
        if (!name.matches("0|[1-9][0-9]{0,8}") || Integer.parseInt(name) > most) {
            throw new ConflictException("«" + path + "» is no place in an array of the document");
        }
        return Integer.parseInt(name);
    }

    private static ConflictException missing(JsonPointer path) {
        return new ConflictException("the document has nothing at «" + path + "»");
    }
}
