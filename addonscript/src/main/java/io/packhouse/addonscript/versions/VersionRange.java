package io.packhouse.addonscript.versions;

/**
 * A set of versions, as a relation names it. A text that starts with {@code <}, {@code >} or {@code =} is a SemVer range,
 * every other is one of Maven's (AddonScript, "Version ranges"): {@code ^1.2} and {@code 1.x} are no SemVer ranges.
 *
 * <p>
 * Equal when the texts are.
 */
public sealed interface VersionRange permits SemVerRange, MavenRange, SoftRequirement {

    /** The longest text that is a range. */
    int LENGTH_LIMIT = 1024;

    /** The most comparators (SemVer) or intervals (Maven) of one range. */
    int PARTS_LIMIT = 64;

    /** The range that {@code text} writes; {@link VersionSyntaxException} with the reason when it writes none. */
    static VersionRange parse(String text) {
        if (text.length() > LENGTH_LIMIT) {
            throw new VersionSyntaxException(
                    "a range has at most " + LENGTH_LIMIT + " characters, this has " + text.length());
        }
        if (text.isEmpty()) {
            throw new VersionSyntaxException("a range is not empty; every version is (,)");
        }
        if (!text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new VersionSyntaxException("a range has printable ASCII characters only");
        }
        return switch (text.charAt(0)) {
            case '<', '>', '=' -> SemVerRange.parse(text);
            case '[', '(' -> MavenRange.parse(text);
            default -> SoftRequirement.parse(text);
        };
    }

    /** The range as it was written. */
    String text();

    /** Whether {@code version} is in it. */
    boolean contains(AddonVersion version);
}
