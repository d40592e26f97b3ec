package io.packhouse.repackager.addon;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.packhouse.repackager.archive.Content;

/**
 * A package as {@code cfx} finds it in a directory.
 *
 * @param json
 *            the package.json
 * @param files
 *            the files by path below the package's root, such as {@code lib/main.js}, {@code data/logo.png},
 *            {@code locale/fr.properties}, {@code icon.png}; an empty directory is a path with {@code /} at its end. Without
 *            the package.json
 */
public record AddonPackage(ObjectNode json, SortedMap<String, Content> files) {

    public AddonPackage {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** The name in package.json, or empty. */
    public String name() {
        return json.path("name").asText("");
    }
}
