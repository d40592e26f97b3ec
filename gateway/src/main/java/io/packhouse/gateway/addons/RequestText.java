package io.packhouse.gateway.addons;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The field {@code request} of a pingback: the caller's text fields, urlencoded in their order, the value of {@code secret}
 * left empty. Where the whole would be too long for every pingback of a bulk to carry, the longest values are left empty too.
 */
final class RequestText {

    private RequestText() {
    }

    private record Encoded(int index, String name, String value) {
        int length() {
            return name.length() + value.length() + 2;
        }
    }

    /**
     * @param limit
     *            the most characters, if names alone are not more
     */
    static String of(List<FormText> texts, int limit) {
        List<Encoded> fields = new ArrayList<>();
        long length = 0;
        for (FormText text : texts) {
            Encoded field = new Encoded(fields.size(), encode(text.name()),
                    text.name().equals("secret") ? "" : encode(text.value()));
            fields.add(field);
            length += field.length();
        }
        List<Encoded> longestFirst = fields.stream().sorted(Comparator.comparingInt(Encoded::length).reversed()).toList();
        for (Encoded field : longestFirst) {
            if (length <= limit) {
                break;
            }
            fields.set(field.index(), new Encoded(field.index(), field.name(), ""));
            length -= field.value().length();
        }
        StringBuilder request = new StringBuilder();
        for (Encoded field : fields) {
            request.append(request.isEmpty() ? "" : "&").append(field.name()).append('=').append(field.value());
        }
        return request.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
