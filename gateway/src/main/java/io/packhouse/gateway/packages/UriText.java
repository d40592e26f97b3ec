package io.packhouse.gateway.packages;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Text in URIs as the package server has it (reference, 2.1 and 2.4): every {@code %XX} is decoded as UTF-8, a literal
 * {@code +} is a plus sign, and only {@code A-Z a-z 0-9 - . _ ~} are written as they are.
 */
final class UriText {

    private static final String PLAIN = "-._~";
    private static final String DIGITS = "0123456789ABCDEF";

    private UriText() {
    }

    /** {@code text}, so that it can stand in a query or be a segment of a path. */
    static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (one & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(DIGITS.charAt(c >> 4)).append(DIGITS.charAt(c & 15));
            }
        }
        return encoded.toString();
    }

    /**
     * What {@code raw} says.
     *
     * @param raw
     *            of a request line as it came, one character per byte; a {@code %} without two digits stands for itself, and what
     *            is no UTF-8 becomes U+FFFD
     */
    static String decode(String raw) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%' && i + 2 < raw.length() && digit(raw, i + 1) >= 0 && digit(raw, i + 2) >= 0) {
                bytes.write(digit(raw, i + 1) << 4 | digit(raw, i + 2));
                i += 2;
            } else if (c > 0xff) {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            } else {
                bytes.write(c);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int digit(String text, int index) {
        return text.charAt(index) < 0x80 ? Character.digit(text.charAt(index), 16) : -1;
    }
}
