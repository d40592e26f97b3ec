package io.packhouse.repackager.sdk;

import java.util.ArrayDeque;
import java.util.Deque;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.packhouse.contracts.Json;

/** JSON as the SDKs write it: keys sorted, one blank of indentation a level, nothing between empty brackets. */
final class HarnessJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();
    private static final DefaultIndenter INDENTER = new DefaultIndenter(" ", "\n");
    private static final Separators SEPARATORS = Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Spacing.AFTER).withObjectEmptySeparator("").withArrayEmptySeparator("");
    private static final ObjectWriter UTF8 = MAPPER.writer(new DefaultPrettyPrinter(SEPARATORS)
            .withObjectIndenter(INDENTER).withArrayIndenter(INDENTER));
    private static final ObjectWriter ASCII = UTF8.with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private HarnessJson() {
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** In US-ASCII, as {@code harness-options.json} is. */
    static String text(JsonNode node) {
        return text(ASCII, node);
    }

    /** With all characters as they are, as {@code locale/*.json} are. */
    static String readableText(JsonNode node) {
        return text(UTF8, node);
    }

    private static String text(ObjectWriter writer, JsonNode node) {
        try {
            return writer.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that was checked cannot be written", e);
        }
    }

    /**
     * Refuses what is nested more than {@link Json#DEPTH_LIMIT} levels deep, without recursion.
     *
     * @param what
     *            what it is, for the message
     */
    static void checkDepth(JsonNode node, String what) {
        record At(JsonNode node, int depth) {
        }
        Deque<At> left = new ArrayDeque<>();
        left.push(new At(node, 1));
        while (!left.isEmpty()) {
            At at = left.pop();
            if (at.depth() > Json.DEPTH_LIMIT) {
                throw CfxRefusal.tooLarge(what + " is nested more than " + Json.DEPTH_LIMIT + " levels deep");
            }
            for (JsonNode child : at.node()) {
                if (child.isContainerNode()) {
                    left.push(new At(child, at.depth() + 1));
                }
            }
        }
    }
}
