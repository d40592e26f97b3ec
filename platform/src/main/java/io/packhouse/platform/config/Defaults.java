package io.packhouse.platform.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every key that may be configured, read from the annotated default files of the modules. A mistake in these files is a
 * fault of the program, hence an {@link IllegalStateException}.
 */
public final class Defaults {

    private final Map<String, KnownKey> keys = new LinkedHashMap<>();
    private final Map<String, KnownKey> variables = new LinkedHashMap<>();
    private final Map<String, String> sections = new LinkedHashMap<>();

    private Defaults() {
    }

    /**
     * Reads default files.
     *
     * @param resources
     *            their names on the class path, such as {@code config/platform.yaml}. Two files may name the same key if they
     *            agree on its default
     */
    public static Defaults read(List<String> resources) {
        var defaults = new Defaults();
        for (String resource : resources) {
            defaults.add(YamlDocument.parse(resource, content(resource)), resource);
        }
        return defaults;
    }

    /** The keys in the order of the files. */
    public List<KnownKey> keys() {
        return List.copyOf(keys.values());
    }

    /** What the comment above a section says, such as above {@code kafka}; by the section's key. */
    Map<String, String> sections() {
        return sections;
    }

    /** The known key that {@code key} is, or the open map that it is an entry of. */
    Optional<KnownKey> find(String key) {
        var exact = keys.get(key);
        return exact != null ? Optional.of(exact) : keys.values().stream().filter(open -> open.covers(key)).findFirst();
    }

    /** The key that the environment variable sets. */
    Optional<KnownKey> byVariable(String variable) {
        return Optional.ofNullable(variables.get(variable));
    }

    private void add(YamlDocument document, String resource) {
        document.sections()
                .forEach((key, comment) -> sections.merge(key, comment, (old, other) -> old.isEmpty() ? other : old));
        for (var entry : document.entries()) {
            var key = new KnownKey(entry.key(), entry.value(), entry.comment(), entry.secret());
            var before = keys.putIfAbsent(key.name(), key);
            if (before != null && !before.defaultValue().equals(key.defaultValue())) {
                throw new IllegalStateException(resource + " and another file have different defaults for " + key.name());
            }
            var other = variables.putIfAbsent(key.variable(), before == null ? key : before);
            if (other != null && !other.name().equals(key.name())) {
                throw new IllegalStateException(
                        key.name() + " and " + other.name() + " have the same environment variable: " + key.variable());
            }
        }
    }

    private static String content(String resource) {
        try (var stream = Defaults.class.getClassLoader().getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("no default file on the class path: " + resource);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
