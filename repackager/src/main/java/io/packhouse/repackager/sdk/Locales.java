package io.packhouse.repackager.sdk;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import io.packhouse.repackager.archive.Content;

/**
 * The translations of an add-on (1.5 and later): {@code locale/<language>.json} and {@code locales.json}. SDKs 1.5 to 1.7 mixed
 * in languages that only the SDK's own tests used; these are left out here.
 *
 * @param languages
 *            the texts of each language
 */
record Locales(SortedMap<String, ObjectNode> languages) {

    private static final String SUFFIX = ".properties";

    Locales {
        languages = Collections.unmodifiableSortedMap(new TreeMap<>(languages));
    }

    /** Those of the given packages; where two have the same key, the later one's text counts. */
    static Locales of(List<CfxPackage> packages) throws IOException {
        SortedMap<String, ObjectNode> languages = new TreeMap<>();
        for (CfxPackage used : packages) {
            if (used.ofSdk()) {
                continue;
            }
            for (Map.Entry<String, Content> file : used.section("locale").entrySet()) {
                String path = file.getKey();
                if (path.endsWith(SUFFIX) && path.indexOf('/') < 0) {
                    String language = path.substring(0, path.length() - SUFFIX.length());
                    languages.computeIfAbsent(language, _ -> HarnessJson.object())
                            .setAll(PropertiesFile.read(used.name() + "/locale/" + path, file.getValue()));
                }
            }
        }
        return new Locales(languages);
    }

    /** {@code locales.json}. */
    String index() {
        return languages.keySet().stream().map(language -> TextNode.valueOf(language).toString())
                .collect(Collectors.joining(", ", "{\"locales\": [", "]}\n"));
    }
}
