package io.packhouse.platform.config;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes a configuration as a YAML file that explains itself and, but for secrets, can be read back. */
final class AnnotatedFile {

    private static final String HEADER = """
            The configuration of Packhouse. Every key can be set in a file (--config FILE), by an environment variable
            (kafka.topic-prefix is PACKHOUSE_KAFKA_TOPIC_PREFIX) and on the command line (--set kafka.topic-prefix=VALUE);
            the later ones win.""";
    private static final String NOT_SHOWN = "(a secret that is set, but not shown)";

    private final Defaults defaults;
    private final NavigableMap<String, Setting> settings;
    private final StringBuilder text = new StringBuilder();

    AnnotatedFile(Defaults defaults, NavigableMap<String, Setting> settings) {
        this.defaults = defaults;
        this.settings = settings;
    }

    String text() {
        comment(HEADER, 0);
        text.append('\n');
        write("", defaults.keys(), 0);
        return text.toString();
    }

    /** Keys of one section stand together, also when they come from several default files. */
    private void write(String prefix, List<KnownKey> keys, int depth) {
        Map<String, List<KnownKey>> byName = keys.stream().collect(Collectors
                .groupingBy(key -> key.name().substring(prefix.length()).split("\\.", 2)[0], LinkedHashMap::new,
                        Collectors.toList()));
        byName.forEach((name, within) -> {
            String full = prefix + name;
            if (within.size() == 1 && within.getFirst().name().equals(full)) {
                writeKey(name, within.getFirst(), depth);
            } else {
                if (depth == 0) {
                    text.append('\n');
                }
                comment(defaults.sections().getOrDefault(full, ""), depth);
                line(name + ":", depth);
                write(full + ".", within, depth + 1);
            }
        });
    }

    private void writeKey(String name, KnownKey key, int depth) {
        comment(key.description(), depth);
        if (key.isOpen()) {
            writeOpen(name, key, depth);
            return;
        }
        var setting = settings.get(key.name());
        origins(Set.of(setting), depth);
        if (key.secret() && !setting.isDefault()) {
            line("# " + name + ": " + NOT_SHOWN, depth);
        } else {
            line(name + ": " + value(setting.value()), depth);
        }
    }

    private void writeOpen(String name, KnownKey key, int depth) {
        var entries = settings.subMap(key.name() + ".", key.name() + "/");
        origins(new HashSet<>(entries.values()), depth);
        if (key.secret() || entries.isEmpty()) {
            entries.keySet().forEach(entry -> line("# " + entry + ": " + NOT_SHOWN, depth));
            line(name + ": {}", depth);
            return;
        }
        line(name + ":", depth);
        entries.forEach((full, setting) -> line(
                quoted(full.substring(key.name().length() + 1)) + ": " + value(setting.value()), depth + 1));
    }

    private void origins(Set<Setting> values, int depth) {
        values.stream().filter(setting -> !setting.isDefault()).map(Setting::origin).distinct().sorted()
                .forEach(origin -> line("# Set by: " + origin, depth));
    }

    private static String value(RawValue value) {
        return switch (value) {
            case RawValue.Text(String text) -> quoted(text);
            case RawValue.Items(List<String> items) ->
                items.stream().map(AnnotatedFile::quoted).collect(Collectors.joining(", ", "[", "]"));
            case RawValue.OpenMap _ -> "{}";
        };
    }

    /** Plain where YAML reads it back as the same text, else in quotes. */
    private static String quoted(String text) {
        if (text.matches("[A-Za-z0-9./_][A-Za-z0-9./_@%+-]*(:[A-Za-z0-9./_@%+-]+)*") && !text.equals("null")) {
            return text;
        }
        var quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append((char) c);
                default -> {
                    if (c < 0x20 || c > 0x7e) {
                        quoted.append("\\u%04x".formatted(c));
                    } else {
                        quoted.append((char) c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }

    private void comment(String lines, int depth) {
        lines.lines().forEach(comment -> line(("# " + comment).stripTrailing(), depth));
    }

    private void line(String line, int depth) {
        text.append("  ".repeat(depth)).append(line).append('\n');
    }
}
