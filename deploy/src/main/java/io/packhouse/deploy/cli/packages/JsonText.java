package io.packhouse.deploy.cli.packages;

import java.util.Iterator;

import io.packhouse.ampkg.yaml.YamlValue;

/**
 * Values as indented JSON, four blanks a level, keys sorted. Infinities and what is no number, which JSON does not have, are
 * null.
 */
final class JsonText {

    private static final String INDENT = "    ";
    private static final int FIRST_PRINTABLE = 0x20;

    private final StringBuilder text = new StringBuilder();

    private JsonText() {
    }

    static String of(YamlValue value) {
        var json = new JsonText();
        json.write(value, "");
        return json.text.toString();
    }

    private void write(YamlValue value, String indent) {
        switch (value) {
            case YamlValue.Null _ -> text.append("null");
            case YamlValue.Bool bool -> text.append(bool.value());
            case YamlValue.Whole whole -> text.append(whole.value());
            case YamlValue.Real real -> text.append(Double.isFinite(real.value()) ? number(real.value()) : "null");
            case YamlValue.Text string -> quote(string.value());
            case YamlValue.Items items -> {
                var rest = items.values().iterator();
                open('[', rest);
                while (rest.hasNext()) {
                    text.append(indent).append(INDENT);
                    write(rest.next(), indent + INDENT);
                    end(rest);
                }
                text.append(items.values().isEmpty() ? "" : indent).append(']');
            }
            case YamlValue.Fields fields -> {
                var rest = fields.values().entrySet().iterator();
                open('{', rest);
                while (rest.hasNext()) {
                    var field = rest.next();
                    text.append(indent).append(INDENT);
                    quote(field.getKey());
                    text.append(": ");
                    write(field.getValue(), indent + INDENT);
                    end(rest);
                }
                text.append(fields.values().isEmpty() ? "" : indent).append('}');
            }
        }
    }

    private void open(char bracket, Iterator<?> rest) {
        text.append(bracket).append(rest.hasNext() ? "\n" : "");
    }

    private void end(Iterator<?> rest) {
        text.append(rest.hasNext() ? ",\n" : "\n");
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
    }

    private void quote(String string) {
        text.append('"');
        string.chars().forEach(unit -> {
            switch (unit) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (unit < FIRST_PRINTABLE || unit == 0x7f) {
                        text.append("\\u%04x".formatted(unit));
                    } else {
                        text.append((char) unit);
                    }
                }
            }
        });
        text.append('"');
    }
}
