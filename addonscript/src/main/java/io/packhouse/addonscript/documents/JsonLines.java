package io.packhouse.addonscript.documents;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;

/**
 * On which lines of a document its parts are, for people who have it open in an editor. A second reading, only for documents
 * with problems. Takes any bytes and never throws.
 */
public final class JsonLines {

    private static final JsonFactory FACTORY = JsonFactory.builder().streamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(StrictJson.DEPTH_LIMIT).maxTokenCount(StrictJson.TOKEN_LIMIT)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private final Map<String, Integer> lines = new HashMap<>(Map.of("", 1));
    private final Set<String> wanted;
    private int faultLine;

    private JsonLines(Set<String> wanted) {
        this.wanted = wanted;
    }

    /**
     * The lines of {@code pointers} in {@code bytes}: of a member where its name is, of an element where it begins. A part that is
     * not there has the line of what it would be in. Everything has the line where a malformed document stops being JSON.
     *
     * @return a line from 1 for each pointer
     */
    public static Map<String, Integer> of(byte[] bytes, Set<String> pointers) {
        var found = new JsonLines(pointers);
        found.read(bytes);
        Map<String, Integer> answer = new HashMap<>();
        pointers.forEach(pointer -> answer.put(pointer, found.faultLine > 0 ? found.faultLine : found.nearest(pointer)));
        return answer;
    }

    private void read(byte[] bytes) {
        CharBuffer text = CharBuffer.allocate(bytes.length);
        if (StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), text, true).isError()) {
            text.flip();
            faultLine = 1 + (int) text.chars().filter(c -> c == '\n').count();
            return;
        }
        text.flip();
        try (JsonParser parser = FACTORY.createParser(text.array(), 0, text.length())) {
            walk(parser);
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            faultLine = place == null ? 1 : Math.max(1, place.getLineNr());
        } catch (IOException e) {
            faultLine = 1;
        }
    }

    /** Notes the line of every token, and whether anything stands behind the document. */
    private void walk(JsonParser parser) throws IOException {
        boolean hasEnded = false;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (hasEnded) {
                faultLine = parser.currentTokenLocation().getLineNr();
                return;
            }
            hasEnded = parser.getParsingContext().inRoot();
            String pointer = pointer(parser);
            if (!token.isStructEnd() && wanted.stream().anyMatch(each -> each.startsWith(pointer))) {
                lines.putIfAbsent(pointer, parser.currentTokenLocation().getLineNr());
            }
        }
        faultLine = hasEnded ? 0 : 1;
    }

    /** As {@link Problem#step} writes it: long names are cut there. */
    private static String pointer(JsonParser parser) {
        var pointer = new StringBuilder();
        var context = parser.getParsingContext();
        if (parser.currentToken().isStructStart()) {
            context = context.getParent();
        }
        for (; context != null && !context.inRoot(); context = context.getParent()) {
            pointer.insert(0, context.inArray()
                    ? "/" + context.getCurrentIndex()
                    : context.getCurrentName() == null ? "" : Problem.step(context.getCurrentName()));
        }
        return pointer.toString();
    }

    private int nearest(String pointer) {
        for (String each = pointer; !each.isEmpty(); each = each.substring(0, each.lastIndexOf('/'))) {
            Integer line = lines.get(each);
            if (line != null) {
                return line;
            }
        }
        return lines.getOrDefault("", 1);
    }
}
