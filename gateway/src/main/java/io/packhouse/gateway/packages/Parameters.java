package io.packhouse.gateway.packages;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request (package server reference, 2.1): names are case-sensitive, of several with one name the first
 * counts, and {@code &} alone separates them. A literal {@code +} is a plus sign.
 *
 * <p>
 * Query decoders of frameworks make a space of it, which would break {@code architecture=macos_universal_arm_64+x86_64}.
 */
final class Parameters {

    /** What nobody asked for with. */
    static final Parameters NONE = new Parameters(Map.of());

    private final Map<String, String> values;

    private Parameters(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads a query.
     *
     * @param raw
     *            what follows {@code ?} in the request line, one character per byte; null when nothing does
     */
    static Parameters of(@Nullable String raw) {
        if (raw == null || raw.isEmpty()) {
            return NONE;
        }
        Map<String, String> values = new HashMap<>();
        int from = 0;
        while (from <= raw.length()) {
            int to = raw.indexOf('&', from);
            String pair = raw.substring(from, to < 0 ? raw.length() : to);
            int equals = pair.indexOf('=');
            String name = UriText.decode(equals < 0 ? pair : pair.substring(0, equals));
            values.putIfAbsent(name, equals < 0 ? "" : UriText.decode(pair.substring(equals + 1)));
            from = to < 0 ? raw.length() + 1 : to + 1;
        }
        return new Parameters(values);
    }

    /** The parameter of that name; empty when there is none, which is the same as one that is given empty. */
    String get(String name) {
        return values.getOrDefault(name, "");
    }

    /** These, and {@code others} where these have none. */
    Parameters or(Parameters others) {
        Map<String, String> all = new HashMap<>(others.values);
        all.putAll(values);
        return new Parameters(all);
    }
}
