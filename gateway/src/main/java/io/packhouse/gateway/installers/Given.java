package io.packhouse.gateway.installers;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import io.packhouse.gateway.xmlrpc.Quoted;
import io.packhouse.gateway.xmlrpc.XmlRpcValue;

/**
 * What a caller gave, before any rule was applied: a tree of JSON, which both ways in can be turned into without losing a
 * type that a rule asks for.
 */
final class Given {

    private static final int SHOWN_DIGITS = 20;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Given() {
    }

    /** An argument of an XML-RPC call as a tree. */
    static JsonNode of(XmlRpcValue value) {
        return switch (value) {
            case XmlRpcValue.Int(BigInteger number) -> NODES.numberNode(number);
            case XmlRpcValue.Bool(boolean bool) -> NODES.booleanNode(bool);
            case XmlRpcValue.Text(String text) -> NODES.textNode(text);
            case XmlRpcValue.Real(double number) -> NODES.numberNode(number);
            case XmlRpcValue.DateTime time -> NODES.pojoNode(time);
            case XmlRpcValue.Bytes(byte[] bytes) -> NODES.binaryNode(bytes);
            case XmlRpcValue.Nil() -> NODES.nullNode();
            case XmlRpcValue.Array(List<XmlRpcValue> values) -> {
                ArrayNode array = NODES.arrayNode(values.size());
                values.forEach(element -> array.add(of(element)));
                yield array;
            }
            case XmlRpcValue.Struct(Map<String, XmlRpcValue> members) -> {
                ObjectNode object = NODES.objectNode();
                members.forEach((name, member) -> object.set(name, of(member)));
                yield object;
            }
        };
    }

    /** What Python, and so the original, takes for false: nothing, an empty list, struct or string, zero, false. */
    static boolean isFalseLike(@Nullable JsonNode value) {
        return value == null || switch (value.getNodeType()) {
            case NULL, MISSING -> true;
            case ARRAY, OBJECT -> value.isEmpty();
            case STRING -> value.textValue().isEmpty();
            case NUMBER -> value.doubleValue() == 0;
            case BOOLEAN -> !value.booleanValue();
            case BINARY, POJO -> false;
        };
    }

    /** {@code value} in a few words, for a sentence about why it is wrong. */
    static String describe(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> "nothing (nil)";
            case ARRAY -> "a list";
            case OBJECT -> "a struct";
            case STRING -> "the string " + Quoted.of(value.textValue());
            case NUMBER -> (value.isIntegralNumber() ? "the integer " : "the fraction ")
                    + Quoted.plain(value.asText(), SHOWN_DIGITS);
            case BOOLEAN -> "the boolean " + value.booleanValue();
            case BINARY -> "bytes";
            case POJO -> "a date";
        };
    }
}
