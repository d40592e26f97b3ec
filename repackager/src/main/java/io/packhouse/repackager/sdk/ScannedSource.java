package io.packhouse.repackager.sdk;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a module's text says about it.
 *
 * @param sha256
 *            of its bytes
 * @param requires
 *            the names it asks for, each with the line where it first does, or 0 for one in a definition
 * @param chrome
 *            the lines, with their numbers, that use {@code Components} without asking for it
 */
record ScannedSource(String sha256, SortedMap<String, Integer> requires, List<String> chrome) {

    ScannedSource {
        requires = Collections.unmodifiableSortedMap(new TreeMap<>(requires));
        chrome = List.copyOf(chrome);
    }
}
