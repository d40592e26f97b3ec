package io.packhouse.repackager.sdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import io.packhouse.repackager.addon.AddonPackage;
import io.packhouse.repackager.archive.Content;

/** A package as {@code cfx} configures it from its package.json and its directories (reference, section 8.5). */
final class CfxPackage {

    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]+");

    private final AddonPackage source;
    private final boolean ofSdk;
    private final String name;
    private final @Nullable String lib;
    private final @Nullable String tests;
    private final @Nullable String data;
    private final @Nullable String locale;

    /**
     * @throws io.packhouse.contracts.FailureException
     *             when its name or a directory that it names is none
     */
    CfxPackage(AddonPackage source, boolean ofSdk) {
        this.source = source;
        this.ofSdk = ofSdk;
        this.name = source.name();
        checkName(name);
        this.lib = section("", "lib");
        this.tests = section(null, "test", "tests");
        this.data = section(null, "data");
        this.locale = section(null, "locale");
    }

    private static void checkName(String name) {
        if (NAME.matcher(name).matches()) {
            return;
        }
        String what = name.isEmpty()
                ? "is missing"
                : name.chars().anyMatch(Character::isUpperCase)
                        ? "contains upper-case letters"
                        : "contains an invalid character";
        throw CfxRefusal
                .of("Error: the name of your package " + what + ".\nPackage names can contain only lower-case letters, "
                        + "numbers, underscores, and dashes.\nCurrent package name: " + CfxRefusal.shown(name));
    }

    /** The explicit key comes first, then {@code directories}, then a directory of that name, then {@code otherwise}. */
    private @Nullable String section(@Nullable String otherwise, String... keys) {
        for (String key : keys) {
            JsonNode explicit = source.json().path(key);
            if (isTrue(explicit)) {
                return directory(key, explicit);
            }
        }
        for (String key : keys) {
            JsonNode mapped = source.json().path("directories").path(key);
            if (!mapped.isMissingNode()) {
                return directory(key, mapped);
            }
        }
        for (String key : keys) {
            if (hasDirectory(key + "/")) {
                return key + "/";
            }
        }
        return otherwise;
    }

    /** As a prefix of paths: empty for the root, else with {@code /} at its end. */
    private String directory(String key, JsonNode value) {
        JsonNode single = value.isArray() && value.size() == 1 ? value.path(0) : value;
        if (!single.isTextual()) {
            throw CfxRefusal.of("the directory '" + key + "' of package " + name + " is one path, not "
                    + CfxRefusal.shown(value.toString()));
        }
        return relative(single.textValue()).map(path -> path.isEmpty() ? "" : path + "/")
                .orElseThrow(() -> CfxRefusal.of("the directory '" + key + "' of package " + name
                        + " must lie within the package: " + CfxRefusal.shown(single.textValue())));
    }

    /** {@code path} without empty parts and dots; empty when it leaves the package. */
    private static Optional<String> relative(String path) {
        if (path.startsWith("/") || path.indexOf('\\') >= 0 || path.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                return Optional.empty();
            }
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return Optional.of(String.join("/", parts));
    }

    private boolean hasDirectory(String prefix) {
        SortedMap<String, Content> from = source.files().tailMap(prefix);
        return !from.isEmpty() && from.firstKey().startsWith(prefix);
    }

    /** What Python takes for true. */
    static boolean isTrue(JsonNode value) {
        return switch (value.getNodeType()) {
            case MISSING, NULL -> false;
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> value.doubleValue() != 0;
            case STRING -> !value.textValue().isEmpty();
            case ARRAY, OBJECT -> !value.isEmpty();
            default -> true;
        };
    }

    String name() {
        return name;
    }

    /** Whether the SDK brought it, and not the add-on. */
    boolean ofSdk() {
        return ofSdk;
    }

    SortedMap<String, Content> files() {
        return source.files();
    }

    @Nullable
    Content file(String path) {
        return path.endsWith("/") ? null : source.files().get(path);
    }

    /** A text of package.json; empty when it is missing or something else. */
    String text(String key) {
        JsonNode value = source.json().path(key);
        return value.isValueNode() && !value.isNull() ? value.asText() : "";
    }

    /** Any value of package.json; {@code main} has a default as {@code cfx} gives it one. */
    JsonNode value(String key) {
        return source.json().path(key);
    }

    /** package.json's {@code main}, or {@code main} where there is such a module; else empty. */
    String main() {
        if (source.json().has("main")) {
            return text("main");
        }
        return lib != null && file(lib + "main.js") != null ? "main" : "";
    }

    /** The texts of a list, or the one text that stands in its place. */
    List<String> texts(String key) {
        JsonNode value = source.json().path(key);
        if (value.isTextual()) {
            return value.textValue().isEmpty() ? List.of() : List.of(value.textValue());
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : value.isArray() ? value : source.json().arrayNode()) {
            if (item.isValueNode() && !item.isNull()) {
                texts.add(item.asText());
            }
        }
        return texts;
    }

    /** The directory of a section as a prefix of paths, empty for the package's root; null when the package has none. */
    @Nullable
    String directory(String section) {
        return switch (section) {
            case "lib" -> lib;
            case "tests" -> tests;
            case "data" -> data;
            case "locale" -> locale;
            default -> throw new IllegalArgumentException("no section: " + section);
        };
    }

    /** The files of a section by path below it; empty directories end with a slash. */
    SortedMap<String, Content> section(String section) {
        String prefix = directory(section);
        var files = new TreeMap<String, Content>();
        if (prefix != null) {
            for (var file : source.files().tailMap(prefix).entrySet()) {
                if (!file.getKey().startsWith(prefix)) {
                    break;
                }
                if (file.getKey().length() > prefix.length()) {
                    files.put(file.getKey().substring(prefix.length()), file.getValue());
                }
            }
        }
        return files;
    }

    @Override
    public String toString() {
        return name;
    }
}
