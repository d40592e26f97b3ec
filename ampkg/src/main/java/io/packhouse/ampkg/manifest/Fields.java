package io.packhouse.ampkg.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.yaml.YamlNode;
import io.packhouse.ampkg.yaml.YamlValue;

/** A map of the manifest whose keys were checked. A field of another type than asked for is an error with its line. */
record Fields(YamlNode.Mapping map) {

    /**
     * Checks the keys of a map.
     *
     * @throws PackageException
     *             when a required one is missing, or there is one that is neither required nor optional
     */
    static Fields of(YamlNode node, Set<String> required, Set<String> optional) throws PackageException {
        if (!(node instanceof YamlNode.Mapping map)) {
            throw new PackageException("line " + node.line() + ": a map is expected here");
        }
        for (var field : map.fields().entrySet()) {
            if (!required.contains(field.getKey()) && !optional.contains(field.getKey())) {
                throw new PackageException("line " + field.getValue().line() + ": Field '" + field.getKey()
                        + "' is not valid in this context");
            }
        }
        var missing = new TreeSet<>(required);
        missing.removeAll(map.fields().keySet());
        if (!missing.isEmpty()) {
            throw new PackageException(
                    "line " + map.line() + ": Required fields are missing: " + String.join(", ", missing));
        }
        return new Fields(map);
    }

    /** A scalar's text, verbatim; empty when the field is missing. */
    String text(String key) throws PackageException {
        return switch (map.fields().get(key)) {
            case null -> "";
            case YamlNode.Scalar scalar -> scalar.text();
            case YamlNode other -> throw expected(key, other, "a string");
        };
    }

    /** The text of a field that must not be empty. */
    String filled(String key) throws PackageException {
        String text = text(key);
        if (text.isEmpty()) {
            throw new PackageException("line " + map.line() + ": Field '" + key + "' must not be empty");
        }
        return text;
    }

    /** The name of a file in the package, or empty. */
    String file(String key) throws PackageException {
        String name = text(key);
        if (name.indexOf('\0') >= 0) {
            throw new PackageException("line " + map.line() + ": Field '" + key + "' names a file, without U+0000");
        }
        return name;
    }

    /** An id; the field is there. */
    String id(String key) throws PackageException {
        try {
            return PackageId.require(text(key));
        } catch (PackageException invalid) {
            throw new PackageException(
                    "line " + map.line() + ": Field '" + key + "' has the invalid id '" + text(key) + "': "
                            + invalid.getMessage(),
                    invalid);
        }
    }

    /** A string as a list of one, or a list of strings; empty when the field is missing. */
    List<String> texts(String key) throws PackageException {
        return switch (map.fields().get(key)) {
            case null -> List.of();
            case YamlNode.Scalar scalar -> List.of(scalar.text());
            case YamlNode.Sequence list -> {
                var texts = new ArrayList<String>();
                for (YamlNode item : list.items()) {
                    texts.add(text(key, item));
                }
                yield texts;
            }
            case YamlNode other -> throw expected(key, other, "a string or a list of strings");
        };
    }

    /** Texts by locale; empty when the field is missing. */
    Map<String, String> locales(String key) throws PackageException {
        var texts = new TreeMap<String, String>();
        YamlNode.Mapping locales = map(key);
        if (locales != null) {
            for (var entry : locales.fields().entrySet()) {
                texts.put(entry.getKey(), text(key, entry.getValue()));
            }
        }
        return texts;
    }

    /** The items of a list; empty when the field is missing. */
    List<YamlNode> items(String key) throws PackageException {
        return switch (map.fields().get(key)) {
            case null -> List.of();
            case YamlNode.Sequence list -> list.items();
            case YamlNode other -> throw expected(key, other, "a list");
        };
    }

    /** A map, whatever is in it; null when the field is missing. */
    YamlNode.@Nullable Mapping map(String key) throws PackageException {
        YamlNode node = map.fields().get(key);
        return node == null ? null : mapping(key, node);
    }

    /** Checks that a field is a boolean, or missing. */
    void checkBool(String key) throws PackageException {
        YamlNode node = map.fields().get(key);
        if (node != null && !(node instanceof YamlNode.Scalar scalar && scalar.value() instanceof YamlValue.Bool)) {
            throw expected(key, node, "true or false");
        }
    }

    private static YamlNode.Mapping mapping(String key, YamlNode node) throws PackageException {
        if (node instanceof YamlNode.Mapping mapping) {
            return mapping;
        }
        throw expected(key, node, "a map");
    }

    private static String text(String key, YamlNode node) throws PackageException {
        if (node instanceof YamlNode.Scalar scalar) {
            return scalar.text();
        }
        throw expected(key, node, "strings");
    }

    private static PackageException expected(String key, YamlNode found, String what) {
        return new PackageException("line " + found.line() + ": Field '" + key + "' must be " + what);
    }
}
