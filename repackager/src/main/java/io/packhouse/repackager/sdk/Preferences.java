package io.packhouse.repackager.sdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** An add-on's preferences: their rules, and {@code prefs.js} (reference, section 8.5). */
final class Preferences {

    private static final Set<String> TYPES = Set.of("bool", "boolint", "integer", "string", "color", "file", "directory",
            "control", "menulist", "radio");

    private Preferences() {
    }

    /**
     * package.json's preferences; empty when there are none.
     *
     * @throws io.packhouse.contracts.FailureException
     *             when one lacks what its type needs
     */
    static List<JsonNode> of(CfxPackage own) {
        JsonNode value = own.value("preferences");
        if (!CfxPackage.isTrue(value)) {
            return List.of();
        }
        if (!value.isArray()) {
            throw CfxRefusal
                    .of("package.json's preferences are a list of objects, not " + CfxRefusal.shown(value.toString()));
        }
        List<JsonNode> preferences = new ArrayList<>();
        for (JsonNode preference : value) {
            check(preference);
            preferences.add(preference);
        }
        return preferences;
    }

    private static void check(JsonNode preference) {
        String name = preference.path("name").asText("");
        if (name.isEmpty()) {
            throw CfxRefusal.of("a preference requires a 'name': " + CfxRefusal.shown(preference.toString()));
        }
        need(preference, "title", "The '" + CfxRefusal.shown(name) + "' pref requires a 'title'");
        String type = preference.path("type").asText("");
        if (!TYPES.contains(type)) {
            throw CfxRefusal.of(CfxRefusal.shown(type) + " is not a valid inline pref type");
        }
        if (type.equals("control")) {
            need(preference, "label", "The 'control' inline pref type requires a 'label'");
        }
        if (type.equals("menulist") || type.equals("radio")) {
            need(preference, "options", "The 'menulist' and the 'radio' inline pref types requires a 'options'");
            for (JsonNode option : preference.path("options")) {
                need(option, "value", "'options' requires a 'value'");
                need(option, "label", "'options' requires a 'label'");
            }
        }
    }

    private static void need(JsonNode from, String key, String message) {
        if (!from.has(key)) {
            throw CfxRefusal.of(message);
        }
    }

    /** {@code defaults/preferences/prefs.js}: a line for each preference that has a value. */
    static String script(List<JsonNode> preferences, String branch) {
        StringBuilder script = new StringBuilder();
        for (JsonNode preference : preferences) {
            JsonNode value = preference.path("value");
            String literal = switch (value.getNodeType()) {
                case BOOLEAN -> value.asText();
                case STRING -> quoted(value.textValue());
                // The browser knows no fractions here.
                case NUMBER -> value.isIntegralNumber() ? value.asText() : "";
                default -> "";
            };
            if (!literal.isEmpty()) {
                script.append("pref(").append(quoted("extensions." + branch + "." + preference.path("name").asText()))
                        .append(", ").append(literal).append(");\n");
            }
        }
        return script.toString();
    }

    /** The original wrote quotes and line feeds as they were, and broke the file. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append((char) c);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                default -> {
                    if (c < ' ' || c == '\u2028' || c == '\u2029' || Character.isSurrogate((char) c)) {
                        quoted.append("\\u%04x".formatted(c));
                    } else {
                        quoted.append((char) c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
