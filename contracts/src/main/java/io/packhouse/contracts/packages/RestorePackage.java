package io.packhouse.contracts.packages;

import java.util.Objects;

/**
 * The command to make a revision the current one, also of a package that was removed.
 *
 * @param revision
 *            of that package, counted from 1
 */
public record RestorePackage(PackageKey key, int revision) {

    public RestorePackage {
        Objects.requireNonNull(key, "the package is missing");
        if (revision < 1) {
            throw new IllegalArgumentException("revisions are counted from 1, not " + revision);
        }
    }
}
