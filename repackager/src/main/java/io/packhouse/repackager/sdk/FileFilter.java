package io.packhouse.repackager.sdk;

import java.util.List;
import java.util.Set;

/**
 * Which files {@code cfx} leaves out wherever they lie (reference, section 8.1).
 *
 * @param rules
 *            of the SDK
 * @param xpiName
 *            the name of the XPI, which is never packed into itself
 */
record FileFilter(SdkRules rules, String xpiName) {

    private static final Set<String> DIRECTORIES = Set.of(".git", ".svn", ".hg");
    private static final Set<String> FILES = Set.of(".hgignore", "install.rdf", "application.ini");

    /** Whether a file or an empty directory (with {@code /} at its end) is packed. */
    boolean packs(String path) {
        List<String> parts = List.of(path.split("/", -1));
        String name = parts.getLast();
        for (String directory : parts.subList(0, parts.size() - 1)) {
            if (DIRECTORIES.contains(directory)) {
                return false;
            }
        }
        if (FILES.contains(name) || name.equals(xpiName) || name.endsWith("~")) {
            return false;
        }
        if (rules.leavesOutDotFiles() && (name.startsWith(".") || name.endsWith(".swp"))) {
            return false;
        }
        return !(rules.leavesOutDsStore() && name.equals(".DS_Store"));
    }
}
