package io.packhouse.gateway.xmlrpc;

/** What a sender wrote, made fit for a sentence: short, and on one line. */
public final class Quoted {

    private static final int LIMIT = 60;

    private Quoted() {
    }

    /** {@code text} between single quotes, control characters shown as {@code ?}, cut after {@value #LIMIT} characters. */
    public static String of(String text) {
        return "'" + plain(text, LIMIT) + "'";
    }

    /** {@code text} without quotes, cut after {@code limit} characters. */
    public static String plain(String text, int limit) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(limit).map(c -> Character.isISOControl(c) || !Character.isDefined(c) ? '?' : c)
                .forEach(shown::appendCodePoint);
        return text.codePointCount(0, text.length()) > limit ? shown + "..." : shown.toString();
    }
}
