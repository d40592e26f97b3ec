package io.packhouse.ampkg.yaml;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Writes YAML in the original's style: a {@code %YAML 1.1} line, each document after a line of three dashes, sorted keys,
 * single-quoted strings, everything else plain; characters outside ASCII as escapes in double quotes. {@link YamlReader} reads
 * the same values again.
 */
public final class YamlWriter {

    private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

    /** A longer key must be marked as one: readers look no further for the colon (YAML says 1024, the original writes 128). */
    private static final int LONGEST_SIMPLE_KEY = 128;

    private final StringBuilder out = new StringBuilder("%YAML 1.1\n");

    private YamlWriter() {
    }

    /** A whole stream of these documents, in UTF-8. An empty document is {@code --- {}}. */
    public static byte[] stream(YamlValue.Fields... documents) {
        var writer = new YamlWriter();
        for (YamlValue.Fields document : documents) {
            if (document.values().isEmpty()) {
                writer.out.append("--- {}\n");
            } else {
                writer.out.append("---\n");
                writer.fields(document, 0, true);
            }
        }
        return writer.out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A map that is not empty; {@code indented} says whether the first key must be indented or stands where the cursor is. */
    private void fields(YamlValue.Fields map, int indent, boolean indented) {
        boolean first = true;
        for (var field : map.values().entrySet()) {
            if (!first || indented) {
                indent(indent);
            }
            first = false;
            String key = key(field.getKey());
            out.append(key.length() > LONGEST_SIMPLE_KEY ? "? " + key + "\n" + " ".repeat(indent) : key).append(':');
            switch (field.getValue()) {
                case YamlValue.Fields inner when !inner.values().isEmpty() -> {
                    out.append('\n');
                    fields(inner, indent + 2, true);
                }
                case YamlValue.Items inner when !inner.values().isEmpty() -> {
                    out.append('\n');
                    items(inner, indent, true);
                }
                case YamlValue leaf -> out.append(' ').append(leaf(leaf)).append('\n');
            }
        }
    }

    private void items(YamlValue.Items list, int indent, boolean indented) {
        boolean first = true;
        for (YamlValue item : list.values()) {
            if (!first || indented) {
                indent(indent);
            }
            first = false;
            out.append("- ");
            switch (item) {
                case YamlValue.Fields inner when !inner.values().isEmpty() -> fields(inner, indent + 2, false);
                case YamlValue.Items inner when !inner.values().isEmpty() -> items(inner, indent + 2, false);
                case YamlValue leaf -> out.append(leaf(leaf)).append('\n');
            }
        }
    }

    private void indent(int columns) {
        out.repeat(' ', columns);
    }

    private static String key(String key) {
        return PLAIN_KEY.matcher(key).matches() && PlainScalar.type(key) instanceof YamlValue.Text
                ? key
                : QuotedScalar.of(key);
    }

    private static String leaf(YamlValue value) {
        return switch (value) {
            case YamlValue.Null _ -> "~";
            case YamlValue.Bool(boolean bool) -> Boolean.toString(bool);
            case YamlValue.Whole(var integer) -> integer.toString();
            case YamlValue.Real(double real) -> real(real);
            case YamlValue.Text(String text) -> QuotedScalar.of(text);
            case YamlValue.Items _ -> "[]";
            case YamlValue.Fields _ -> "{}";
        };
    }

    private static String real(double value) {
        if (Double.isNaN(value)) {
            return ".nan";
        }
        if (Double.isInfinite(value)) {
            return value < 0 ? "-.inf" : ".inf";
        }
        String java = Double.toString(value);
        return java.contains("E-") ? java.replace("E", "e") : java.replace("E", "e+");
    }
}
