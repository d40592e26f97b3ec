package io.packhouse.envbuilder.data;

import java.io.IOException;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.packhouse.envbuilder.steps.Parameters;
import io.packhouse.envbuilder.steps.StepCall;
import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.steps.Workshop;
import io.packhouse.envbuilder.values.Value;

/**
 * {@code json.merge}: {@code base}, with each of {@code with} laid over it. Objects are merged member by member, in the order in
 * which their members first come; {@code lists} says what becomes of two arrays: {@code replace} (the later one), {@code concat}
 * (both), {@code unique} (both, equal elements once). Everything else is what the later document says, {@code null} too. Files
 * are read as JSON, those of the recipe's data too.
 */
record JsonMerge(Workshop workshop) implements StepKind {

    private static final List<String> LISTS = List.of("replace", "concat", "unique");

    @Override
    public String name() {
        return "json.merge";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Set<String> parameters() {
        return Set.of("base", "with", "lists");
    }

    @Override
    public StepResult run(StepCall call) throws IOException {
        Parameters with = call.with();
        String lists = with.text("lists", "replace");
        if (!LISTS.contains(lists)) {
            throw with.wrong("lists", "is replace, concat or unique, not " + lists);
        }
        JsonNode merged = Documents.json(call, workshop, with.value("base"));
        var bounds = new JsonBounds(call.id());
        bounds.add(merged, 0);
        for (Value layer : with.items("with")) {
            JsonNode node = Documents.json(call, workshop, layer);
            bounds.add(node, 0);
            merged = merge(merged, node, lists);
        }
        return new StepResult(new Value.Json(merged));
    }

    /** Goes as deep as a document may be; changes neither. */
    private static JsonNode merge(JsonNode base, JsonNode layer, String lists) {
        if (base.isObject() && layer.isObject()) {
            ObjectNode merged = ((ObjectNode) base).objectNode();
            merged.setAll((ObjectNode) base);
            layer.properties().forEach(member -> {
                JsonNode below = base.get(member.getKey());
                merged.set(member.getKey(), below == null ? member.getValue() : merge(below, member.getValue(), lists));
            });
            return merged;
        }
        if (base.isArray() && layer.isArray() && !lists.equals("replace")) {
            ArrayNode both = ((ArrayNode) base).arrayNode();
            both.addAll((ArrayNode) base).addAll((ArrayNode) layer);
            return lists.equals("concat") ? both : JsonEquality.distinct(both);
        }
        return layer;
    }
}
