package io.packhouse.addonscript.versions;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A version as Semantic Versioning 2.0.0 has it, read as node-semver reads it when it is not loose: a leading {@code v} is
 * allowed, numbers go up to 2^53-1 and the whole has at most 256 characters. Build metadata is checked and forgotten.
 *
 * @param preRelease
 *            the identifiers behind the dash; empty for a release
 */
record SemVer(long major, long minor, long patch, List<String> preRelease) implements Comparable<SemVer> {

    /** JavaScript's greatest safe integer, which is node-semver's limit. */
    static final long NUMBER_LIMIT = (1L << 53) - 1;

    static final int LENGTH_LIMIT = 256;

    SemVer {
        preRelease = List.copyOf(preRelease);
    }

    /** {@code text} as SemVer, or null when it is not. */
    static @Nullable SemVer parseOrNull(String text) {
        if (text.length() > LENGTH_LIMIT) {
            return null;
        }
        PartialVersion partial = PartialVersion.parseOrNull(text.startsWith("v") ? text.substring(1) : text);
        return partial == null ? null : partial.wholeOrNull();
    }

    boolean isPreRelease() {
        return !preRelease.isEmpty();
    }

    /** Whether the three numbers are the same. */
    boolean isOfSameRelease(SemVer other) {
        return major == other.major && minor == other.minor && patch == other.patch;
    }

    @Override
    public int compareTo(SemVer other) {
        int order = Long.compare(major, other.major);
        order = order != 0 ? order : Long.compare(minor, other.minor);
        order = order != 0 ? order : Long.compare(patch, other.patch);
        return order != 0 ? order : comparePreRelease(preRelease, other.preRelease);
    }

    private static int comparePreRelease(List<String> left, List<String> right) {
        if (left.isEmpty() || right.isEmpty()) {
            return Boolean.compare(left.isEmpty(), right.isEmpty());
        }
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = compareIdentifiers(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    /** Numbers by their value and before words; leading zeros are no identifiers, so that the longer number is greater. */
    private static int compareIdentifiers(String left, String right) {
        boolean leftIsNumber = PartialVersion.isDigits(left);
        boolean rightIsNumber = PartialVersion.isDigits(right);
        if (leftIsNumber != rightIsNumber) {
            return leftIsNumber ? -1 : 1;
        }
        int order = leftIsNumber ? Integer.compare(left.length(), right.length()) : 0;
        return order != 0 ? order : left.compareTo(right);
    }

    @Override
    public String toString() {
        String release = major + "." + minor + "." + patch;
        return isPreRelease() ? release + "-" + String.join(".", preRelease) : release;
    }
}
