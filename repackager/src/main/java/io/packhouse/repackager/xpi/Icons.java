package io.packhouse.repackager.xpi;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Icons among the files in an XPI's root (reference, section 4.3). */
final class Icons {

    private Icons() {
    }

    /**
     * The keys of package.json that name icons: every file with {@code icon} in its name, by that name up to the first dot. Of
     * two such files the PNG counts, else the first.
     */
    static Map<String, String> keys(Collection<String> rootFiles) {
        Map<String, String> keys = new TreeMap<>();
        for (String file : rootFiles) {
            int dot = file.indexOf('.');
            if (file.contains("icon") && dot != 0) {
                String key = dot < 0 ? file : file.substring(0, dot);
                keys.merge(key, file, (first, second) -> second.equals(key + ".png") ? second : first);
            }
        }
        return keys;
    }
}
