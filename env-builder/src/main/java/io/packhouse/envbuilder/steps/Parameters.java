package io.packhouse.envbuilder.steps;

import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.envbuilder.values.Value;

/**
 * What a step is given, by name. Asking for what is not there, or for something else than it is, fails with {@code INTERNAL}:
 * that is a fault of the recipe.
 *
 * @param step
 *            its id, for messages
 */
public record Parameters(String step, Value.Fields values) {

    public boolean has(String name) {
        return values.fields().containsKey(name);
    }

    public Value value(String name) {
        return find(name).orElseThrow(() -> wrong(name, "is missing"));
    }

    public Optional<Value> find(String name) {
        return Optional.ofNullable(values.fields().get(name));
    }

    /** A text; a number or true and false count as what they are written as. */
    public String text(String name) {
        return textOf(name, value(name));
    }

    public String text(String name, String otherwise) {
        return has(name) ? text(name) : otherwise;
    }

    /** True or false; false when absent. */
    public boolean isTrue(String name) {
        return switch (text(name, "false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(name, "is true or false");
        };
    }

    /** Texts; one alone counts as a list of one; empty when absent. */
    public List<String> texts(String name) {
        return items(name).stream().map(item -> textOf(name, item)).toList();
    }

    /** The elements of a list, of a JSON array too; anything else counts as a list of one; empty when absent. */
    public List<Value> items(String name) {
        return find(name).map(value -> switch (value) {
            case Value.ListOf list -> list.items();
            case Value.Json json when json.node().isArray() -> StreamSupport.stream(json.node().spliterator(), false)
                    .<Value>map(Value.Json::new).toList();
            default -> List.of(value);
        }).orElse(List.of());
    }

    public Value.Blob blob(String name) {
        if (value(name) instanceof Value.Blob blob) {
            return blob;
        }
        throw wrong(name, "is no file");
    }

    public Value.Tree tree(String name) {
        if (value(name) instanceof Value.Tree tree) {
            return tree;
        }
        throw wrong(name, "is no tree of files");
    }

    /** A JSON document; other values as the JSON that says them. */
    public JsonNode json(String name) {
        return value(name).identity();
    }

    /** This parameter is wrong, in a sentence that begins with its name. */
    public FailureException wrong(String name, String what) {
        return new Failure(Failure.Code.INTERNAL, "step " + step + ": " + name + " " + what).exception();
    }

    private String textOf(String name, Value value) {
        return switch (value) {
            case Value.Text text -> text.text();
            case Value.Json json when json.node().isValueNode() && !json.node().isNull() -> json.node().asText();
            default -> throw wrong(name, "is no text");
        };
    }
}
