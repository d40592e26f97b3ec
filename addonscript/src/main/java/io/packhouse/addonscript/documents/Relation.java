package io.packhouse.addonscript.documents;

import io.packhouse.addonscript.versions.VersionRange;

/**
 * How an add-on is related to another.
 *
 * @param addon
 *            the other, with its canonical namespace
 * @param range
 *            the versions of it that this is about
 * @param flags
 *            what the relation is on each side; none on a side: it does not exist there
 */
public record Relation(AddonId addon, VersionRange range, SideFlags flags) {
}
