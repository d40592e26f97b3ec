package io.packhouse.addonscript.resolution;

import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.addonscript.versions.AddonVersion;

/** A place in the search: an add-on, the versions of it that were not tried yet, and who is to blame for those that failed. */
final class Choice {

    private final AddonId addon;
    private final Iterator<AddonVersion> candidates;
    private final int level;
    private final NavigableSet<Integer> blamed = new TreeSet<>();

    /**
     * @param candidates
     *            in the order in which they are tried
     * @param level
     *            how many choices stand, this one included
     */
    Choice(AddonId addon, List<AddonVersion> candidates, int level) {
        this.addon = addon;
        this.candidates = candidates.iterator();
        this.level = level;
    }

    AddonId addon() {
        return addon;
    }

    int level() {
        return level;
    }

    boolean hasNext() {
        return candidates.hasNext();
    }

    AddonVersion next() {
        return candidates.next();
    }

    /** The choice of {@code other} has a part in the failure; what is fixed, and this itself, cannot be blamed. */
    void blame(int other) {
        if (other > 0 && other < level) {
            blamed.add(other);
        }
    }

    /** Takes over whom a later choice blamed, when that could not be made because of this one. */
    void inherit(Choice later) {
        later.blamed.headSet(level).forEach(this::blame);
    }

    int blameCount() {
        return blamed.size();
    }

    /** The level of the latest choice that is to blame; 0 when none is. */
    int latestBlamed() {
        return blamed.isEmpty() ? 0 : blamed.last();
    }
}
