package io.packhouse.repackager.xpi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.packhouse.repackager.archive.Content;

/**
 * JSON files of XPIs, read without trust: bounded in size, depth and number of tokens, no key twice in an object, numbers kept
 * as they are written. Whatever is wrong is a {@link io.packhouse.contracts.FailureException} with a sentence that names the
 * file.
 */
final class XpiJson {

    /** The most bytes of a file. Add-ons with hundreds of modules have some hundred thousand. */
    static final int SIZE_LIMIT = 4 * 1024 * 1024;
    /** The deepest nesting. */
    static final int DEPTH_LIMIT = 64;
    /** The most values, keys and brackets: what bounds the memory that a file of {@link #SIZE_LIMIT} takes. */
    static final int TOKEN_LIMIT = 500_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH_LIMIT).maxTokenCount(TOKEN_LIMIT)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private static final ObjectMapper STRICT = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();
    /** For manifests of WebExtensions, in which Firefox takes {@code //} comments. */
    private static final ObjectMapper COMMENTED = JsonMapper
            .builder(FACTORY.rebuild().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

    private XpiJson() {
    }

    /** The object that the file {@code name} holds. */
    static ObjectNode object(String name, Content content) throws IOException {
        return object(name, text(name, content));
    }

    /** The object that {@code text} of the file {@code name} holds. */
    static ObjectNode object(String name, String text) {
        return read(STRICT, name, text);
    }

    /** The same for a file that may have comments. */
    static ObjectNode commented(String name, String text) {
        return read(COMMENTED, name, text);
    }

    /** What reads the tokens of a file that {@link #commented} has read. */
    static JsonFactory commentedFactory() {
        return COMMENTED.getFactory();
    }

    /** The UTF-8 text of a file, without a byte order mark. */
    static String text(String name, Content content) throws IOException {
        if (content.size() > SIZE_LIMIT) {
            throw Refused.tooLarge(name + " has " + content.size() + " bytes; at most " + SIZE_LIMIT + " are read");
        }
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content.bytes(SIZE_LIMIT))).toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw Refused.because(name + " is not UTF-8, which it has to be", e);
        }
    }

    private static ObjectNode read(ObjectMapper mapper, String name, String text) {
        try {
            JsonNode tree = mapper.readTree(text);
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw Refused.because(name + " holds no JSON object");
        } catch (StreamConstraintsException e) {
            throw Refused.tooLarge(name + " exceeds a limit: " + Refused.told(e.getOriginalMessage()), e);
        } catch (JsonProcessingException e) {
            throw Refused.because(name + " is not valid JSON: " + Refused.told(e.getOriginalMessage()) + place(e), e);
        }
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr() + ")";
    }
}
