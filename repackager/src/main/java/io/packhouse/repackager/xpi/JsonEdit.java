package io.packhouse.repackager.xpi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;

/**
 * Sets texts in the JSON object of a file and leaves all else as it is written: order, blanks, comments, numbers. The file was
 * read and found good before.
 */
final class JsonEdit {

    private final String text;
    private final Map<String, String> wanted;
    private final StringBuilder edited = new StringBuilder();
    private int copied;
    /** Where a further member of the root can begin. */
    private int end;
    private String indentation = " ";
    private boolean empty = true;

    private JsonEdit(String text, Map<String, String> wanted) {
        this.text = text;
        this.wanted = new LinkedHashMap<>(wanted);
    }

    /**
     * Sets texts.
     *
     * @param factory
     *            what can read the file
     * @param wanted
     *            JSON pointer (RFC 6901) to text. What is there is replaced, whatever its type; members of the root that are
     *            missing are added at its end, those of other objects are not
     */
    static String set(String text, JsonFactory factory, Map<String, String> wanted) {
        try (JsonParser parser = factory.createParser(text)) {
            return new JsonEdit(text, wanted).edit(parser);
        } catch (IOException e) {
            throw new UncheckedIOException("a file that was read before cannot be read any more", e);
        }
    }

    private String edit(JsonParser parser) throws IOException {
        parser.nextToken();
        end = (int) parser.currentLocation().getCharOffset();
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token != JsonToken.FIELD_NAME) {
                value(parser);
            } else if (inRoot(parser) && empty) {
                indentation = blanksBefore((int) parser.currentTokenLocation().getCharOffset());
                empty = false;
            }
        }
        wanted.forEach(this::add);
        return edited.append(text, copied, text.length()).toString();
    }

    private void value(JsonParser parser) throws IOException {
        String replacement = wanted.remove(parser.getParsingContext().pathAsPointer().toString());
        int start = (int) parser.currentTokenLocation().getCharOffset();
        if (replacement == null) {
            // Strings are read lazily: the place is right only after their end was looked for.
            parser.finishToken();
        } else {
            parser.skipChildren();
            parser.finishToken();
            edited.append(text, copied, start).append(quoted(replacement));
            copied = (int) parser.currentLocation().getCharOffset();
        }
        if (inRoot(parser) && !parser.currentToken().isStructStart()) {
            end = (int) parser.currentLocation().getCharOffset();
        }
    }

    /** Whether the parser stands between members of the root. */
    private static boolean inRoot(JsonParser parser) {
        JsonStreamContext parent = parser.getParsingContext().getParent();
        return parent != null && parent.inRoot();
    }

    private void add(String pointer, String value) {
        if (pointer.lastIndexOf('/') > 0) {
            return;
        }
        edited.append(text, copied, end).append(empty ? "" : ",").append(indentation)
                .append(quoted(pointer.substring(1))).append(": ").append(quoted(value));
        copied = end;
        empty = false;
    }

    /** A new member stands as the first one does: on a line of its own, or not. */
    private String blanksBefore(int offset) {
        int from = offset;
        while (from > 0 && Character.isWhitespace(text.charAt(from - 1))) {
            from--;
        }
        String blanks = text.substring(from, offset);
        int line = blanks.lastIndexOf('\n');
        return line < 0 ? " " : blanks.substring(line);
    }

    private static String quoted(String value) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(value)) + '"';
    }
}
