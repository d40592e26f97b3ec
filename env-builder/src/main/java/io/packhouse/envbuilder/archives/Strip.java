package io.packhouse.envbuilder.archives;

import io.packhouse.envbuilder.steps.Parameters;

/**
 * What {@code zip.extract} takes off the beginnings of paths: a number of directories, or one directory by its path, such as
 * {@code maven/}. Every file that is taken must lie there.
 *
 * @param count
 *            of directories; 0 when {@code prefix} says it
 * @param prefix
 *            ends with a slash; empty for none
 */
record Strip(Parameters with, int count, String prefix) {

    static Strip of(Parameters with) {
        String text = with.text("strip", "0");
        if (text.matches("[0-9]{1,2}")) {
            return new Strip(with, Integer.parseInt(text), "");
        }
        if (!text.endsWith("/")) {
            throw with.wrong("strip", "is a number of directories or the path of one with a slash at its end, not " + text);
        }
        return new Strip(with, 0, text);
    }

    /** {@code path} without it. */
    String of(String path) {
        int from = path.startsWith(prefix) ? prefix.length() : -1;
        for (int i = 0; i < count && from >= 0; i++) {
            int slash = path.indexOf('/', from);
            from = slash < 0 ? -1 : slash + 1;
        }
        if (from < 0 || from == path.length()) {
            throw with.wrong("strip", "leaves nothing of " + Refused.shown(path) + "; exclude it, or do not include it");
        }
        return path.substring(from);
    }
}
