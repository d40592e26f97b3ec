package io.packhouse.platform.config;

/**
 * The value of one key and where it comes from.
 *
 * @param key
 *            the full key, which for an entry of an open map is longer than that of {@code known}
 * @param known
 *            what the default file says of it
 * @param origin
 *            for messages, such as {@code environment variable PACKHOUSE_HTTP_PORT}
 */
record Setting(String key, KnownKey known, RawValue value, String origin) {

    static final String DEFAULT = "default";

    boolean isDefault() {
        return origin.equals(DEFAULT);
    }

    /** The sentence for a value that is not what it must be. */
    ConfigException wrong(String whatIsRight) {
        String what = known.secret() ? " has a value that is not shown here" : " is '" + value + "'";
        return new ConfigException(key + what + " (" + origin + ") but must be " + whatIsRight + ".");
    }
}
