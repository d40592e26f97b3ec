package io.packhouse.repackager.sdk;

/** Foreign texts for XML. */
final class XmlText {

    private static final int REPLACEMENT = 0xFFFD;

    private XmlText() {
    }

    /** {@code text} with U+FFFD in place of what XML 1.0 cannot say: most control characters, and halves of pairs. */
    static String of(String text) {
        return text.codePoints().map(c -> isAllowed(c) ? c : REPLACEMENT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    private static boolean isAllowed(int c) {
        return c == '\t' || c == '\n' || c == '\r' || (c >= ' ' && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD)
                || c > 0xFFFF;
    }
}
