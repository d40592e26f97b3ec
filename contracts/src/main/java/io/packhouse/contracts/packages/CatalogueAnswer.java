package io.packhouse.contracts.packages;

/** What a record did to the catalogue when it was folded. */
public sealed interface CatalogueAnswer {

    /** There was no such package, now there is. */
    record Added(PackageKey key, int revision) implements CatalogueAnswer {
    }

    /** There was a package of that key with another file. */
    record Updated(PackageKey key, int revision) implements CatalogueAnswer {
    }

    /** The current package has that very file. */
    record Unchanged(PackageKey key, int revision) implements CatalogueAnswer {
    }

    /**
     * Packages are in the catalogue no more.
     *
     * @param packages
     *            how many; 0 when there were none
     */
    record Removed(int packages) implements CatalogueAnswer {
    }

    /** There never was such a revision. */
    record NoSuchRevision(PackageKey key, int revision) implements CatalogueAnswer {
    }
}
