package io.packhouse.deploy.packageserver;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * The store's key as signing is told of it. Its password goes from hand to hand, and not through the configuration or the
 * environment, which are printed and inherited.
 */
final class StoreKey {

    /** The key's name in {@code signing.keys}. */
    static final String NAME = "store";
    /** The variable that the configuration names; nobody but {@link #environment} knows it. */
    static final String VARIABLE = "AMPS_STORE_SIGN_PASSWORD";

    private StoreKey() {
    }

    /** The environment as signing shall see it. */
    static Function<String, @Nullable String> environment(String password) {
        return name -> name.equals(VARIABLE) ? password : System.getenv(name);
    }
}
