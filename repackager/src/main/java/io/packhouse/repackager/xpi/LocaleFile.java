package io.packhouse.repackager.xpi;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Translations: {@code locale/<language>.json} of an XPI back to the {@code .properties} that they were made of (reference,
 * section 8.2). The SDK's reader of that format knows no escapes, so that what it could not have read is left out with a
 * warning.
 */
final class LocaleFile {

    private static final List<String> PLURALS = List.of("zero", "one", "two", "few", "many");
    /** A plain key that the SDK would take for the form of another one. */
    private static final Pattern FORM = Pattern.compile("\\[(zero|one|two|few|many|other)\\]$");
    /** Where the SDK's reader ends a line. */
    private static final String BREAK = "\\v\\x{1c}-\\x{1e}";
    private static final Pattern KEY = Pattern.compile(
            "[^\\s#=:" + BREAK + "]([^=:" + BREAK + "]*[^\\s=:" + BREAK + "])?", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern VALUE = Pattern.compile(
            "([^\\s\\\\" + BREAK + "]|[^\\s" + BREAK + "][^" + BREAK + "]*[^\\s\\\\" + BREAK + "])?",
            Pattern.UNICODE_CHARACTER_CLASS);

    private LocaleFile() {
    }

    /**
     * The properties, in the order of the file.
     *
     * @param language
     *            for warnings
     * @param warn
     *            told of each translation that is left out
     */
    static byte[] properties(String language, ObjectNode translations, Consumer<String> warn) {
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<String, JsonNode> entry : translations.properties()) {
            String line = lines(entry.getKey(), entry.getValue());
            if (line.isEmpty()) {
                warn.accept("The translation " + Refused.shown(entry.getKey()) + " for " + Refused.shown(language)
                        + " cannot be written as the SDK reads translations, and is left out");
            }
            lines.append(line);
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The lines of one translation, or nothing when it cannot be written. */
    private static String lines(String key, JsonNode value) {
        if (FORM.matcher(key).find()) {
            return "";
        }
        if (value.isTextual()) {
            return line(key, value.textValue());
        }
        // The plain key is the form "other"; without it the SDK refuses the whole file.
        String lines = value.path("other").isTextual() ? line(key, value.path("other").textValue()) : "";
        if (lines.isEmpty()) {
            return "";
        }
        StringBuilder forms = new StringBuilder(lines);
        for (String form : PLURALS) {
            JsonNode text = value.path(form);
            if (text.isTextual()) {
                forms.append(line(key + "[" + form + "]", text.textValue()));
            }
        }
        return forms.toString();
    }

    private static String line(String key, String value) {
        return KEY.matcher(key).matches() && VALUE.matcher(value).matches() ? key + " = " + value + "\n" : "";
    }
}
