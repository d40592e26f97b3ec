package io.packhouse.addonscript.documents;

import org.jspecify.annotations.Nullable;

/**
 * A change of the game's arguments.
 *
 * @param key
 *            null only when {@code raw} is given
 * @param value
 *            empty for a key without a value
 * @param raw
 *            the argument as it is; null for {@code --key value}
 */
public record GameArgument(Mode mode, @Nullable String key, String value, @Nullable String raw) {

    /** What becomes of arguments that are there. */
    public enum Mode {
        /** Those of the key go, and later ones stay out unless they replace too. */
        REPLACE,
        /** All stay. */
        APPEND,
        /** All stay; this is added only when its key is not there. */
        EXPAND,
        /** All go. */
        OVERRIDE
    }
}
