package io.packhouse.packagestore.catalogue;

import java.util.List;

import io.packhouse.contracts.packages.CatalogueAnswer;
import io.packhouse.contracts.packages.CatalogueRecord;
import io.packhouse.contracts.packages.PackageKey;

/**
 * A record that was folded for the first time.
 *
 * @param answer
 *            what it did
 * @param keys
 *            the packages that it touched: those that were removed, or the one that was uploaded or restored
 */
public record Change(CatalogueRecord record, CatalogueAnswer answer, List<PackageKey> keys) {

    public Change {
        keys = List.copyOf(keys);
    }
}
