package io.packhouse.signing.keys;

import java.util.Optional;

/**
 * How a configured key stands.
 *
 * @param inUse
 *            what signs; empty when nothing was ever loaded
 * @param usable
 *            whether it can sign now
 * @param trouble
 *            what is wrong, in a sentence: with the key, or with a newer file while the old key goes on; empty when nothing is
 */
public record KeyState(String name, Optional<LoadedKey> inUse, boolean usable, Optional<String> trouble) {

    /** A line for operators. */
    public String line() {
        return name + ": " + trouble.map(what -> usable ? "in use, but " + what : what)
                .orElseGet(() -> "valid until " + inUse.map(key -> key.notAfter().toString()).orElse("never"));
    }
}
