package io.packhouse.addonscript.documents;

/** Which paths of documents stay inside the directory that they are relative to, on every system. */
public final class SafePath {

    private SafePath() {
    }

    /** A relative path with {@code /} between its parts, such as {@code ./mods}; {@code .} alone is the directory itself. */
    public static boolean isLocation(String path) {
        String inner = path.startsWith("./") ? path.substring(2) : path;
        if (path.equals(".") || path.equals("./")) {
            return true;
        }
        for (String segment : inner.split("/", -1)) {
            if (!isSegment(segment)) {
                return false;
            }
        }
        return true;
    }

    /** One name: no separators, no drive, no control characters, neither empty nor {@code .} nor {@code ..}. */
    public static boolean isSegment(String segment) {
        return !segment.isEmpty() && segment.length() <= 255 && !segment.equals(".") && !segment.equals("..")
                && segment.chars().allMatch(c -> c >= ' ' && c != 0x7f && "/\\:*?\"<>|".indexOf(c) < 0)
                && !segment.endsWith(" ") && !segment.endsWith(".");
    }
}
