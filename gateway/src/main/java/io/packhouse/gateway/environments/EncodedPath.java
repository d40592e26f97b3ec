package io.packhouse.gateway.environments;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The path of a request, taken apart where the client put its slashes, each segment decoded once: versions of add-ons may hold
 * {@code / ? # %} and {@code +} (AddonScript, "API"). The router's own parameters would do neither.
 */
final class EncodedPath {

    private EncodedPath() {
    }

    /**
     * The segments below {@code prefix}; empty when the path is not below it, or cannot be decoded.
     *
     * @param prefix
     *            empty, or as {@code /as}
     * @param rawPath
     *            as it came; slashes right behind the prefix count as one, because clients join addresses carelessly
     */
    static Optional<List<String>> below(String prefix, String rawPath) {
        if (!rawPath.startsWith("/")) {
            return Optional.empty();
        }
        List<String> segments = new ArrayList<>();
        for (String raw : rawPath.substring(1).split("/", -1)) {
            Optional<String> segment = decode(raw);
            if (segment.isEmpty()) {
                return Optional.empty();
            }
            segments.add(segment.get());
        }
        List<String> before = prefix.isEmpty() ? List.of() : List.of(prefix.substring(1).split("/"));
        if (segments.size() < before.size() || !segments.subList(0, before.size()).equals(before)) {
            return Optional.empty();
        }
        int from = before.size();
        while (from < segments.size() && segments.get(from).isEmpty()) {
            from++;
        }
        return Optional.of(segments.subList(from, segments.size()));
    }

    /** What {@code raw} says in UTF-8; empty when an escape is broken. A plus is a plus. */
    static Optional<String> decode(String raw) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c > 0x7e) {
                return Optional.empty();
            }
            if (c != '%') {
                bytes.write(c);
                continue;
            }
            int high = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(raw.charAt(i + 2), 16);
            if (low < 0) {
                return Optional.empty();
            }
            bytes.write(high << 4 | low);
            i += 2;
        }
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }
}
