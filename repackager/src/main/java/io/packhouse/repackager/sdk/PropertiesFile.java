package io.packhouse.repackager.sdk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.packhouse.repackager.archive.Content;

/**
 * A {@code locale/<language>.properties} as the SDKs read it: UTF-8; {@code key = value} or {@code key : value} a line, {@code #}
 * before comments, a backslash at the end of a value that goes on; plural forms as {@code key[one] = …} besides the plain key.
 */
final class PropertiesFile {

    private static final int LIMIT = 8 << 20;
    private static final Set<String> FORMS = Set.of("zero", "one", "two", "few", "many", "other");
    private static final String GENERIC_FORM = "other";

    private final String path;
    private final List<String> lines;
    private final Map<String, String> pairs = new TreeMap<>();
    private int next;

    private PropertiesFile(String path, List<String> lines) {
        this.path = path;
        this.lines = lines;
    }

    /**
     * Reads a file into the object that the XPI has: texts by key, or objects of texts by plural form.
     *
     * @throws io.packhouse.contracts.FailureException
     *             when it is not of that form
     */
    static ObjectNode read(String path, Content content) throws IOException {
        var file = new PropertiesFile(path, List.of(text(path, content.bytes(LIMIT)).split("\n", -1)));
        while (file.next < file.lines.size()) {
            file.readPair();
        }
        return file.withPlurals();
    }

    private static String text(String path, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw CfxRefusal.of("Following locale file is not a valid UTF-8 file: " + path);
        }
    }

    private void readPair() {
        String line = lines.get(next++).strip();
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        int delimiter = 0;
        while (delimiter < line.length() && line.charAt(delimiter) != '=' && line.charAt(delimiter) != ':') {
            delimiter++;
        }
        String key = line.substring(0, delimiter).strip();
        if (delimiter == line.length() || key.isEmpty()) {
            throw CfxRefusal.of("Following locale file is not a valid .properties file: " + path + "\nLine " + next
                    + " is incorrect:\n" + CfxRefusal.shown(line));
        }
        StringBuilder value = new StringBuilder(line.substring(delimiter + 1).strip());
        while (!value.isEmpty() && value.charAt(value.length() - 1) == '\\') {
            value.setLength(value.length() - 1);
            if (next == lines.size()) {
                throw CfxRefusal.of("Following locale file is not a valid .properties file: " + path
                        + "\nUnexpected EOF in multiline sequence at line " + next);
            }
            value.append(lines.get(next++).strip());
        }
        pairs.put(key, value.toString());
    }

    private ObjectNode withPlurals() {
        ObjectNode result = HarnessJson.object();
        pairs.forEach((key, value) -> {
            if (form(key).isEmpty()) {
                result.put(key, value);
            }
        });
        pairs.forEach((key, value) -> {
            String form = form(key);
            if (!form.isEmpty()) {
                addForm(result, key.substring(0, key.length() - form.length() - 2), form, key, value);
            }
        });
        return result;
    }

    private void addForm(ObjectNode result, String generic, String form, String key, String value) {
        if (!result.has(generic)) {
            throw CfxRefusal.of("Following locale file is not valid: " + path + "\nThis plural form doesn't have a matching "
                    + "generic form: " + CfxRefusal.shown(key) + "\nYou have to define the key "
                    + CfxRefusal.shown(generic));
        }
        if (result.get(generic) instanceof ObjectNode forms) {
            forms.put(form, value);
        } else {
            String text = result.get(generic).textValue();
            result.putObject(generic).put(GENERIC_FORM, text).put(form, value);
        }
    }

    private static String form(String key) {
        int open = key.lastIndexOf('[');
        if (open < 0 || !key.endsWith("]")) {
            return "";
        }
        String form = key.substring(open + 1, key.length() - 1);
        return FORMS.contains(form) ? form : "";
    }
}
