package io.packhouse.envbuilder.expressions;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How values stand in URLs: nothing of them is a separator, a host, a query or a way up. */
final class UrlText {

    private UrlText() {
    }

    static boolean isUrl(String text) {
        return text.startsWith("http://") || text.startsWith("https://");
    }

    /** {@code text} as one segment: everything but letters, digits and {@code -._~} percent-encoded (RFC 3986, section 2.3). */
    static String segment(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
            }
        }
        return encoded.toString();
    }

    /** A relative path: each of its segments encoded, the slashes as they are. */
    static String path(String path) {
        return Arrays.stream(path.split("/", -1)).map(UrlText::segment).collect(Collectors.joining("/"));
    }

    /** Whether a segment of the path is {@code .} or {@code ..}, also encoded: a way to another place than the recipe says. */
    static boolean hasDots(String url) {
        String path = url.split("[?#]", 2)[0];
        return Arrays.stream(path.split("/", -1)).map(segment -> segment.toLowerCase(Locale.ROOT).replace("%2e", "."))
                .anyMatch(segment -> segment.equals(".") || segment.equals(".."));
    }
}
