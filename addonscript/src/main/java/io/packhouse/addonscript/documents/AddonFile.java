package io.packhouse.addonscript.documents;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of an add-on.
 *
 * @param qualifier
 *            its name within the version of the add-on
 * @param links
 *            mirrors of the one file, the best first
 * @param install
 *            applied in this order
 * @param hashes
 *            lower-case hexadecimal digits by algorithm, in the order of the document
 */
public record AddonFile(String qualifier, List<String> links, List<InstallStep> install, SideFlags flags,
        Map<String, String> hashes) {

    public AddonFile {
        links = List.copyOf(links);
        install = List.copyOf(install);
        hashes = Collections.unmodifiableMap(new LinkedHashMap<>(hashes));
    }
}
