package io.packhouse.platform.config;

import java.util.Locale;

/**
 * A key that may be configured, as its default file describes it.
 *
 * @param name
 *            dotted and in kebab-case, such as {@code http.public-url}
 * @param defaultValue
 *            what holds when nobody says otherwise
 * @param description
 *            the comment above the key, in lines; empty when there is none
 * @param secret
 *            whether its value must not be shown, not even in an error
 */
public record KnownKey(String name, RawValue defaultValue, String description, boolean secret) {

    /** What the names of environment variables begin with. */
    public static final String VARIABLE_PREFIX = "PACKHOUSE_";

    /** The environment variable that sets the key, such as {@code PACKHOUSE_HTTP_PUBLIC_URL}. */
    public String variable() {
        return VARIABLE_PREFIX + name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** Whether the key is a map whose own keys the operator chooses, such as {@code kafka.properties}. */
    public boolean isOpen() {
        return defaultValue instanceof RawValue.OpenMap;
    }

    /** Whether {@code other} is a key of this open map, such as {@code kafka.properties.security.protocol}. */
    boolean covers(String other) {
        return isOpen() && other.startsWith(name + ".") && other.length() > name.length() + 1;
    }
}
