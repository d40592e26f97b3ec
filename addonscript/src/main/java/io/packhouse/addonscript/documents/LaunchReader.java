package io.packhouse.addonscript.documents;

import java.util.Set;

/** Reads what documents say of the start of a game. */
public final class LaunchReader {

    static final int LIST_LIMIT = 1_000;
    private static final Set<String> MODES = Set.of("replace", "append", "expand", "override");

    private LaunchReader() {
    }

    /** A launch patch. */
    public static LaunchPatch patch(Place place) {
        place.isObject();
        return new LaunchPatch(Shapes.sides(place.at("side")), place.optional("main_class", Place::text),
                place.list("arguments", LIST_LIMIT, LaunchReader::argument),
                place.list("jvm_arguments", LIST_LIMIT, Place::text), place.isTrue("replace_jvm_arguments"),
                place.optional("java_version", LaunchReader::javaVersion));
    }

    static LaunchConfig config(Place place) {
        place.isObject();
        return new LaunchConfig(place.optional("main_file", Place::text), place.optional("main_class", Place::text),
                place.list("arguments", LIST_LIMIT, Place::text), place.list("jvm_arguments", LIST_LIMIT, Place::text),
                place.optional("java_version", LaunchReader::javaVersion));
    }

    private static int javaVersion(Place place) {
        return place.integer(1, 1_000);
    }

    private static GameArgument argument(Place place) {
        place.isObject();
        GameArgument.Mode mode = switch (place.at("mode").text(MODES::contains, "replace, append, expand or override",
                "append")) {
            case "replace" -> GameArgument.Mode.REPLACE;
            case "expand" -> GameArgument.Mode.EXPAND;
            case "override" -> GameArgument.Mode.OVERRIDE;
            default -> GameArgument.Mode.APPEND;
        };
        String key = place.optional("key", Place::text);
        String raw = place.optional("raw", Place::text);
        String value = place.optional("value", Place::text);
        if (mode == GameArgument.Mode.OVERRIDE ? raw == null : mode != GameArgument.Mode.APPEND && key == null) {
            place.wrong("this mode needs " + (mode == GameArgument.Mode.OVERRIDE ? "raw" : "key"));
        } else if (key == null && raw == null) {
            place.wrong("without raw, key is needed");
        }
        return new GameArgument(mode, key, value == null ? "" : value, raw);
    }
}
