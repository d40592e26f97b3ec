package io.packhouse.gateway.forms;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A header's value with parameters, such as {@code multipart/form-data; boundary="x"} or
 * {@code form-data; name="upload"; filename="a.xpi"} (RFC 9110, 5.6.6).
 *
 * @param value
 *            what stands before the parameters, in lower case
 * @param parameters
 *            by their names in lower case; of several with one name, the first
 */
record MediaType(String value, Map<String, String> parameters) {

    /** Reads a header; what cannot be read is passed over. */
    static MediaType parse(@Nullable String header) {
        String text = header == null ? "" : header;
        int semicolon = text.indexOf(';');
        String value = (semicolon < 0 ? text : text.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
        return new MediaType(value, semicolon < 0 ? Map.of() : new Reader(text, semicolon).parameters());
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text, int from) {
            this.text = text;
            this.at = from;
        }

        Map<String, String> parameters() {
            Map<String, String> all = new LinkedHashMap<>();
            while (at < text.length()) {
                at++;
                String name = until("=;").strip().toLowerCase(Locale.ROOT);
                if (at < text.length() && text.charAt(at) == '=') {
                    at++;
                    all.putIfAbsent(name, value());
                }
            }
            return all;
        }

        private String until(String ends) {
            int from = at;
            while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(from, at);
        }

        private String value() {
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
            if (at == text.length() || text.charAt(at) != '"') {
                return until(";").strip();
            }
            StringBuilder value = new StringBuilder();
            at++;
            while (at < text.length() && text.charAt(at) != '"') {
                // Only these two are escaped; other backslashes are those of a path that an old browser sent.
                if (text.charAt(at) == '\\' && at + 1 < text.length() && "\"\\".indexOf(text.charAt(at + 1)) >= 0) {
                    at++;
                }
                value.append(text.charAt(at));
                at++;
            }
            until(";");
            return value.toString();
        }
    }
}
