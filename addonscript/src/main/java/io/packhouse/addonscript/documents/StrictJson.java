package io.packhouse.addonscript.documents;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/**
 * JSON from others: UTF-8, no member twice, nothing behind the document, 32 levels at most, numbers of the range of
 * {@code long} and {@code double}, no halves of surrogate pairs.
 */
public final class StrictJson {

    /** How deep a document may be nested. */
    public static final int DEPTH_LIMIT = 32;

    /** How many values, names and brackets it may have: more than any document within the limits on counts needs. */
    static final int TOKEN_LIMIT = 1_000_000;

    private static final ObjectMapper MAPPER = JsonMapper
            .builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH_LIMIT).maxNumberLength(64)
                            .maxNameLength(1024).maxStringLength(1 << 20).maxTokenCount(TOKEN_LIMIT).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    /** Where the parser speaks of another place, it names itself too. */
    private static final Pattern SOURCE = Pattern.compile("\\[Source: [^;]*; ([^]]*)]");

    private StrictJson() {
    }

    /**
     * The tree of {@code bytes}.
     *
     * @param sizeLimit
     *            in bytes
     * @throws RefusedException
     *             {@link ProblemCode#MALFORMED}
     */
    public static JsonNode read(byte[] bytes, int sizeLimit) {
        if (bytes.length > sizeLimit) {
            throw malformed("the document has " + bytes.length + " bytes, " + sizeLimit + " are allowed");
        }
        String text = decode(bytes);
        if (text.startsWith("\ufeff")) {
            throw malformed(
                    "the document begins with a byte order mark, which JSON does not have; save it as UTF-8 without one");
        }
        JsonNode tree;
        try {
            tree = MAPPER.readTree(text);
        } catch (StreamConstraintsException e) {
            throw malformed("the document is beyond a limit: " + Problem.echo(e.getOriginalMessage()));
        } catch (JsonProcessingException e) {
            throw malformed(
                    "no JSON" + place(e) + ": " + Problem.echo(SOURCE.matcher(e.getOriginalMessage()).replaceAll("$1")));
        }
        if (tree == null || tree.isMissingNode()) {
            throw malformed("the document is empty");
        }
        String trouble = trouble(tree);
        if (trouble != null) {
            throw malformed(trouble);
        }
        return tree;
    }

    private static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw malformed("the document is not in UTF-8");
        }
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
    }

    /** What no reader complains of; null when all is well. Goes as deep as {@link #DEPTH_LIMIT}. */
    private static @Nullable String trouble(JsonNode node) {
        if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
            return "a number is beyond what a double holds";
        }
        if (node.isBigInteger()) {
            return "a number is beyond what 64 bits hold";
        }
        if (node.isTextual() && hasHalfSurrogate(node.textValue())) {
            return "a text holds half of a surrogate pair";
        }
        var names = node.fieldNames();
        while (names.hasNext()) {
            if (hasHalfSurrogate(names.next())) {
                return "the name of a member holds half of a surrogate pair";
            }
        }
        for (JsonNode child : node) {
            String trouble = trouble(child);
            if (trouble != null) {
                return trouble;
            }
        }
        return null;
    }

    private static boolean hasHalfSurrogate(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static RefusedException malformed(String message) {
        return Refusal.of(new Problem(ProblemCode.MALFORMED, "", message)).exception();
    }
}
