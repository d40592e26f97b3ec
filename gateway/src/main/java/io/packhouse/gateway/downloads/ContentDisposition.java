package io.packhouse.gateway.downloads;

import java.util.HexFormat;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The {@code Content-Disposition} of a file that is to be saved, never shown (RFC 6266, RFC 8187). */
final class ContentDisposition {

    private static final String ATTRIBUTE_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&+-.^_`|~";

    private ContentDisposition() {
    }

    /** The header's value for a file name of any characters. */
    static String attachment(String name) {
        String plain = plain(name);
        String value = "attachment; filename=\"" + plain + "\"";
        return plain.equals(name) ? value : value + "; filename*=UTF-8''" + encoded(name);
    }

    /** For old clients: what a quoted string can hold without escapes, which many of them read wrongly. */
    private static String plain(String name) {
        StringBuilder plain = new StringBuilder(name.length());
        name.codePoints().forEach(c -> {
            boolean safe = c >= 0x20 && c < 0x7f && c != '"' && c != '\\' && c != '%';
            plain.append(safe ? (char) c : '_');
        });
        return plain.toString();
    }

    private static String encoded(String name) {
        StringBuilder encoded = new StringBuilder(name.length() * 3);
        for (byte b : name.getBytes(UTF_8)) {
            if (ATTRIBUTE_CHARACTERS.indexOf(b) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return encoded.toString();
    }
}
