package io.packhouse.envbuilder.archives;

import java.util.Collection;
import java.util.Optional;

import io.packhouse.addonscript.documents.SafePath;
import io.packhouse.archives.EntryNames;

/** Which paths may stand beside each other: what is one tree here is the same tree on every file system. */
final class PathRules {

    /** The longest path, in characters. */
    static final int LENGTH_LIMIT = 1000;
    /** The most names of one path. */
    static final int DEPTH_LIMIT = 64;

    private PathRules() {
    }

    /** Whether a file may be called that in a tree. */
    static boolean isPath(String path) {
        String[] names = path.split("/", -1);
        if (path.length() > LENGTH_LIMIT || names.length > DEPTH_LIMIT) {
            return false;
        }
        for (String name : names) {
            if (!SafePath.isSegment(name)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The first paths that meet ({@link EntryNames#meeting}), as the end of a sentence about several; empty when all are apart.
     *
     * @param names
     *            those of directories end with a slash
     */
    static Optional<String> meeting(Collection<String> names) {
        return EntryNames.meeting(names).map(fault -> fault.text(switch (fault.kind()) {
            case TWICE -> "%s twice";
            case ALIKE -> "%s and %s, which differ in case or Unicode form only";
            default -> "%s and %s, of which one would be a file and a directory";
        }, Refused::shown));
    }
}
