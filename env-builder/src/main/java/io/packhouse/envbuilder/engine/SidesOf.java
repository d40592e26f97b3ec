package io.packhouse.envbuilder.engine;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.packhouse.addonscript.documents.Side;
import io.packhouse.envbuilder.values.Value;

/** The sides that a value belongs to: its fact {@code sides}, a list of {@code client}, {@code server} and {@code both}. */
final class SidesOf {

    private static final String SIDES = "sides";

    private SidesOf() {
    }

    /** Whether {@code value} belongs to {@code side}; what says nothing belongs to both. */
    static boolean has(Value value, Side side) {
        return of(value).map(sides -> sides.contains(side)).orElse(true);
    }

    /** What was made of an element of a list belongs to the sides of that, unless it says something else. */
    static Value inherited(Value element, Value made) {
        if (!(made instanceof Value.Blob blob) || blob.facts().has(SIDES) || !blob.facts().isObject()) {
            return made;
        }
        return facts(element).filter(facts -> facts.has(SIDES)).<Value>map(facts -> {
            ObjectNode more = blob.facts().deepCopy();
            more.set(SIDES, facts.get(SIDES));
            return blob.with(more);
        }).orElse(made);
    }

    private static Optional<Set<Side>> of(Value value) {
        return facts(value).filter(facts -> facts.has(SIDES)).map(facts -> {
            Set<Side> sides = EnumSet.noneOf(Side.class);
            JsonNode names = facts.get(SIDES);
            (names.isArray() ? names.valueStream() : java.util.stream.Stream.of(names)).forEach(name -> {
                for (Side side : Side.values()) {
                    if (name.asText().equals(side.wire()) || name.asText().equals("both")) {
                        sides.add(side);
                    }
                }
            });
            return sides;
        });
    }

    private static Optional<JsonNode> facts(Value value) {
        return switch (value) {
            case Value.Blob blob -> Optional.of(blob.facts());
            case Value.Json json -> Optional.of(json.node());
            case Value.Fields fields -> Optional.of(fields.identity());
            default -> Optional.empty();
        };
    }
}
