package io.packhouse.envbuilder.expressions;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;

import io.packhouse.envbuilder.values.Value;

/**
 * The values that templates and conditions reach on one side.
 *
 * @param inputs
 *            versions by the name of the input; those that were not asked for are not there
 * @param steps
 *            what steps made, by id; empty for a step that was not done on this side
 * @param item
 *            the element of a {@code foreach}; null outside of one
 */
public record Scope(Map<String, String> inputs, Map<String, Optional<Value>> steps, @Nullable Value item) {

    public Scope {
        inputs = Map.copyOf(inputs);
        steps = Map.copyOf(steps);
    }

    /** The same with an element of a {@code foreach}. */
    public Scope with(Value element) {
        return new Scope(inputs, steps, element);
    }

    /** The value at {@code path}; a JSON {@code null} is none. */
    public Optional<Value> find(List<String> path) {
        Optional<Value> found = switch (path.getFirst()) {
            case "inputs" -> Optional.of(allInputs());
            case "steps" -> path.size() < 2 ? Optional.empty() : steps.getOrDefault(path.get(1), Optional.empty());
            default -> Optional.ofNullable(item);
        };
        for (String name : path.subList(Math.min(path.size(), path.getFirst().equals("steps") ? 2 : 1), path.size())) {
            found = found.flatMap(value -> member(value, name));
        }
        return found;
    }

    /**
     * Whether {@code path} leads to nothing for a good reason: into a step that was not done here, or an input that was not asked
     * for.
     */
    public boolean isLeftOut(List<String> path) {
        return path.size() > 1 && switch (path.getFirst()) {
            case "inputs" -> !inputs.containsKey(path.get(1));
            case "steps" -> steps.getOrDefault(path.get(1), Optional.empty()).isEmpty();
            default -> false;
        };
    }

    private Value allInputs() {
        var all = new TreeMap<String, Value>();
        inputs.forEach((name, version) -> all.put(name,
                new Value.Fields(new TreeMap<>(Map.of("version", new Value.Text(version))))));
        return new Value.Fields(all);
    }

    private static Optional<Value> member(Value value, String name) {
        return switch (value) {
            case Value.Blob blob -> fact(blob, name);
            case Value.Json json -> member(json.node(), name);
            case Value.Fields fields -> Optional.ofNullable(fields.fields().get(name));
            case Value.ListOf list -> isIndex(name, list.items().size())
                    ? Optional.of(list.items().get(Integer.parseInt(name)))
                    : Optional.empty();
            case Value.Tree _,Value.Text _ -> Optional.empty();
        };
    }

    /** What the bytes themselves say comes before what is told of them. */
    private static Optional<Value> fact(Value.Blob blob, String name) {
        return switch (name) {
            case "sha1" -> Optional.of(new Value.Text(blob.sha1()));
            case "sha256" -> Optional.of(new Value.Text(blob.content().sha256()));
            case "sha512" -> Optional.of(new Value.Text(blob.sha512()));
            case "size" -> Optional.of(new Value.Json(JsonNodeFactory.instance.numberNode(blob.content().size())));
            default -> member(blob.facts(), name);
        };
    }

    private static Optional<Value> member(JsonNode node, String name) {
        JsonNode child = node.isArray()
                ? isIndex(name, node.size()) ? node.get(Integer.parseInt(name)) : null
                : node.get(name);
        return child == null || child.isNull() ? Optional.empty() : Optional.of(value(child));
    }

    /** A part of a document as a value: texts as such. */
    public static Value value(JsonNode node) {
        return node.isTextual() ? new Value.Text(node.textValue()) : new Value.Json(node);
    }

    private static boolean isIndex(String name, int size) {
        return name.matches("[0-9]{1,6}") && Integer.parseInt(name) < size;
    }
}
