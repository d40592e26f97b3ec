package io.packhouse.gateway.addons;

/** Names of downloads, without {@code .xpi} (section 2.6). They are cosmetic: nothing is found by them. */
final class FileNames {

    private static final int LONGEST_IN_LINK = 200;
    private static final int LONGEST = 240;

    private FileNames() {
    }

    /** What the last segment of a URL's path makes: without query, fragment and last extension; without a dot empty. */
    static String ofLocation(String url) {
        String path = url.split("[?#]", 2)[0];
        int authority = path.indexOf("://");
        int slash = path.lastIndexOf('/');
        // http://host has no path, and the host's last label is no extension.
        return authority >= 0 && slash < authority + 3 ? "" : withoutExtension(path.substring(slash + 1));
    }

    /** What an uploaded file's name makes. */
    static String ofUpload(String fileName) {
        return withoutExtension(fileName);
    }

    private static String withoutExtension(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    /** A name as a part of a link's path: one segment, which no client makes a shorter path of. */
    static String inLink(String name) {
        return cut(name.replace('/', '_').replace('\\', '_').replaceFirst("^\\.{1,2}$", "_"), LONGEST_IN_LINK);
    }

    /** The file that a download is saved as: whatever is asked for, made harmless, and {@code .xpi}. */
    static String ofDownload(String asked) {
        StringBuilder safe = new StringBuilder();
        cut(asked, LONGEST).codePoints().map(FileNames::harmless).forEach(safe::appendCodePoint);
        return safe + ".xpi";
    }

    /** No paths, no control characters, and none that change the direction of what is shown. */
    private static int harmless(int c) {
        boolean bad = c == '/' || c == '\\' || Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.SURROGATE || !Character.isDefined(c);
        return bad ? '_' : c;
    }

    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
