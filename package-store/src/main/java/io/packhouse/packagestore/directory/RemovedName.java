package io.packhouse.packagestore.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.packhouse.contracts.packages.Catalogue;
import io.packhouse.contracts.packages.PackageKey;

/**
 * The name of a file in {@code remove/}: an id, or {@code <id>_<architecture|all>}, each perhaps with {@code .ampkg} behind it
 * (package server reference, 2.9). Ids and architectures may have underscores themselves, so one name may mean several packages.
 *
 * @param text
 *            without {@code .ampkg}
 */
record RemovedName(String text) {

    private static final String ENDING = ".ampkg";

    static RemovedName of(String fileName) {
        return new RemovedName(
                fileName.endsWith(ENDING) ? fileName.substring(0, fileName.length() - ENDING.length()) : fileName);
    }

    /** All current packages that it means. */
    List<PackageKey> match(Catalogue catalogue) {
        Set<PackageKey> keys = new TreeSet<>();
        catalogue.current(text).forEach(revision -> keys.add(revision.facts().key()));
        possible().stream().filter(key -> catalogue.current(key).isPresent()).forEach(keys::add);
        return List.copyOf(keys);
    }

    /** The keys that it may spell as {@code <id>_<architecture|all>}. */
    List<PackageKey> possible() {
        List<PackageKey> keys = new ArrayList<>();
        for (int at = text.indexOf('_'); at >= 0; at = text.indexOf('_', at + 1)) {
            String token = text.substring(at + 1);
            if (!token.isEmpty()) {
                keys.add(new PackageKey(text.substring(0, at), token.equals(PackageKey.ALL) ? "" : token));
            }
        }
        return keys;
    }
}
