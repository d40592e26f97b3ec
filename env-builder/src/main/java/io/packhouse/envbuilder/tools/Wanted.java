package io.packhouse.envbuilder.tools;

import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;

import io.packhouse.addonscript.documents.SafePath;
import io.packhouse.envbuilder.steps.Parameters;

/**
 * What a tool shall make: the parameter {@code outputs}.
 *
 * @param sha1ByPath
 *            SHA-1 in lower case; empty where any content is right
 */
record Wanted(SortedMap<String, String> sha1ByPath) {

    Wanted {
        sha1ByPath = Collections.unmodifiableSortedMap(new TreeMap<>(sha1ByPath));
    }

    static Wanted of(Parameters with) {
        SortedMap<String, String> wanted = new TreeMap<>();
        if (with.has("outputs")) {
            JsonNode outputs = with.json("outputs");
            if (!outputs.isObject()) {
                throw with.wrong("outputs", "is no object of paths and their SHA-1");
            }
            outputs.properties().forEach(output -> wanted.put(path(with, output.getKey()),
                    sha1(with, output.getKey(), output.getValue())));
        }
        return new Wanted(wanted);
    }

    private static String path(Parameters with, String path) {
        if (!SafePath.isLocation(path) || path.startsWith(".")) {
            throw with.wrong("outputs", "has «" + path + "», which is no path such as maps/client.txt");
        }
        return path;
    }

    private static String sha1(Parameters with, String path, JsonNode value) {
        String sha1 = value.isNull() ? "" : value.asText().toLowerCase(Locale.ROOT);
        if (!sha1.matches("([0-9a-f]{40})?")) {
            throw with.wrong("outputs", "of " + path + " is «" + sha1 + "», which is no SHA-1 of 40 hexadecimal digits");
        }
        return sha1;
    }
}
