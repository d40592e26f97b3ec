package io.packhouse.envbuilder.data;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Which values of JSON are the same (RFC 6902, section 4.6): numbers by what they are worth, objects whatever their order. */
final class JsonEquality {

    private JsonEquality() {
    }

    static boolean areEqual(JsonNode left, JsonNode right) {
        return normal(left).equals(normal(right));
    }

    /** The elements without those that were there before. Takes time in proportion to their size. */
    static ArrayNode distinct(ArrayNode elements) {
        ArrayNode distinct = JsonNodeFactory.instance.arrayNode();
        Set<JsonNode> seen = new HashSet<>();
        for (JsonNode element : elements) {
            if (seen.add(normal(element))) {
                distinct.add(element);
            }
        }
        return distinct;
    }

    /** The value with all numbers in one form, so that equal values are equal as Java knows it. */
    private static JsonNode normal(JsonNode node) {
        if (node.isNumber()) {
            BigDecimal number = node.decimalValue();
            return JsonNodeFactory.instance.numberNode(number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros());
        }
        if (node.isArray()) {
            ArrayNode normal = JsonNodeFactory.instance.arrayNode(node.size());
            node.forEach(element -> normal.add(normal(element)));
            return normal;
        }
        if (node.isObject()) {
            ObjectNode normal = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(member -> normal.set(member.getKey(), normal(member.getValue())));
            return normal;
        }
        return node;
    }
}
