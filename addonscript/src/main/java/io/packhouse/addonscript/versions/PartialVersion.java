package io.packhouse.addonscript.versions;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A version of a range in which numbers may be missing or be {@code x}, {@code X} or {@code *}; the first such makes all behind
 * it unknown too. Read character by character: no text takes longer than its length.
 *
 * @param major
 *            {@link #ANY} when it is not given; so the others
 * @param preRelease
 *            its identifiers; only behind three parts
 */
record PartialVersion(long major, long minor, long patch, List<String> preRelease) {

    static final long ANY = -1;

    /** {@code text} without any prefix, or null when it is none, or a number is greater than node-semver allows. */
    static @Nullable PartialVersion parseOrNull(String text) {
        int plus = text.indexOf('+');
        String core = plus < 0 ? text : text.substring(0, plus);
        int dash = core.indexOf('-');
        String numbers = dash < 0 ? core : core.substring(0, dash);
        String[] parts = numbers.split("\\.", 5);
        if (parts.length > 3 || (parts.length < 3 && (plus >= 0 || dash >= 0))) {
            return null;
        }
        long[] values = {ANY, ANY, ANY};
        for (int i = 0; i < parts.length; i++) {
            if (isWildcard(parts[i])) {
                continue;
            }
            if (!isNumber(parts[i]) || parts[i].length() > 16 || Long.parseLong(parts[i]) > SemVer.NUMBER_LIMIT) {
                return null;
            }
            values[i] = Long.parseLong(parts[i]);
        }
        List<String> preRelease = dash < 0 ? List.of() : identifiers(core.substring(dash + 1), true);
        boolean isWell = preRelease != null && (plus < 0 || identifiers(text.substring(plus + 1), false) != null);
        return isWell ? new PartialVersion(values[0], values[1], values[2], preRelease) : null;
    }

    boolean hasMajor() {
        return major != ANY;
    }

    boolean hasMinor() {
        return hasMajor() && minor != ANY;
    }

    /** Whether all three numbers are given. */
    boolean isWhole() {
        return hasMinor() && patch != ANY;
    }

    /** Whether no number stands behind an unknown one, as in {@code 1.x.3}. */
    boolean isInOrder() {
        return (hasMajor() || minor == ANY) && (minor != ANY || patch == ANY);
    }

    @Nullable
    SemVer wholeOrNull() {
        return isWhole() ? new SemVer(major, minor, patch, preRelease) : null;
    }

    private static boolean isWildcard(String part) {
        return part.equals("x") || part.equals("X") || part.equals("*");
    }

    /** Digits without a leading zero. */
    private static boolean isNumber(String part) {
        return isDigits(part) && (part.length() == 1 || part.charAt(0) != '0');
    }

    static boolean isDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static @Nullable List<String> identifiers(String text, boolean withoutLeadingZeros) {
        List<String> identifiers = new ArrayList<>();
        for (String identifier : text.split("\\.", -1)) {
            boolean isWell = !identifier.isEmpty() && identifier.chars().allMatch(PartialVersion::isIdentifierCharacter)
                    && (!withoutLeadingZeros || !isDigits(identifier) || isNumber(identifier));
            if (!isWell) {
                return null;
            }
            identifiers.add(identifier);
        }
        return identifiers;
    }

    private static boolean isIdentifierCharacter(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
    }
}
