package io.packhouse.archives;

/** Text of strangers, such as names of entries, for messages and logs. */
public final class ForeignText {

    /** Enough of a name to find it. */
    private static final int NAME = 80;

    private ForeignText() {
    }

    /** A foreign name: printable ASCII, at most 80 characters. */
    public static String printable(String name) {
        return printable(name, NAME);
    }

    /** {@code text} in printable ASCII with {@code ?} for the rest, at most {@code limit} characters and three dots. */
    public static String printable(String text, int limit) {
        String printable = text.codePoints().limit(limit + 1L).map(c -> c < 0x20 || c > 0x7e ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        return printable.length() > limit ? printable.substring(0, limit) + "..." : printable;
    }
}
