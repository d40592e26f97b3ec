package io.packhouse.addonscript.relations;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.addonscript.versions.AddonVersion;

/** One side that is built, each add-on once; in an order that does not depend on the request's. */
public record AdmittedSide(SortedMap<AddonId, AddonVersion> requested, SortedMap<AddonId, AddonVersion> provided) {

    public AdmittedSide {
        requested = Collections.unmodifiableSortedMap(new TreeMap<>(requested));
        provided = Collections.unmodifiableSortedMap(new TreeMap<>(provided));
    }
}
