package io.packhouse.gateway.packages;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

import io.packhouse.contracts.packages.PackageKey;

/**
 * A place in the list of packages, which is what a cursor names: behind a package, whether it is still there or not. So it stays
 * good while packages come and go.
 *
 * @param key
 *            of the last package before the place
 */
record PackagePlace(PackageKey key) {

    private static final String BETWEEN = "\n";

    /** The place as a cursor. */
    String cursor() {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString((key.id() + BETWEEN + key.architecture()).getBytes(StandardCharsets.UTF_8));
    }

    /** The place that a cursor names, or empty when it is none of ours. */
    static Optional<PackagePlace> parse(String cursor) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(BETWEEN, -1);
            return parts.length == 2
                    ? Optional.of(new PackagePlace(new PackageKey(parts[0], parts[1])))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
