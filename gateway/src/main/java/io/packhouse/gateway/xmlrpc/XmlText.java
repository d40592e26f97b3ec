package io.packhouse.gateway.xmlrpc;

/** Text as XML may carry it. */
final class XmlText {

    private XmlText() {
    }

    /**
     * Adds {@code text} to {@code xml}, escaped. What XML 1.0 cannot carry in any form (most control characters, halves of
     * surrogate pairs) becomes U+FFFD; a carriage return is escaped, because readers would turn it into a line feed.
     */
    static void append(StringBuilder xml, String text) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '\r' -> xml.append("&#13;");
                default -> xml.appendCodePoint(isCarried(c) ? c : 0xFFFD);
            }
        });
    }

    /** The production {@code Char} of XML 1.0. */
    private static boolean isCarried(int c) {
        return c == '\t' || c == '\n' || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
    }
}
