package io.packhouse.addonscript.versions;

import java.util.Comparator;

import org.apache.maven.artifact.versioning.ComparableVersion;
import org.jspecify.annotations.Nullable;

/**
 * The version of an add-on: 1 to 255 printable ASCII characters without a blank.
 *
 * <p>
 * Two versions are equal when their texts are: {@code 1.0} and {@code 1} are two entries of a repository, though
 * {@link #compareInOrder} finds neither greater. The order is Maven's, also for SemVer versions (AddonScript, "Versions").
 */
public final class AddonVersion {

    /** The longest text that is a version. */
    public static final int LENGTH_LIMIT = 255;

    /** Ascending in Maven's order; versions that are the same there by their texts, so that every list has one order. */
    public static final Comparator<AddonVersion> ORDER = Comparator.comparing((AddonVersion version) -> version.maven)
            .thenComparing(AddonVersion::text);

    private final String text;
    private final ComparableVersion maven;
    private final @Nullable SemVer semVer;

    private AddonVersion(String text, @Nullable SemVer semVer) {
        this.text = text;
        this.maven = new ComparableVersion(text);
        this.semVer = semVer;
    }

    /** {@code text} as a version; {@link VersionSyntaxException} when it is none. */
    public static AddonVersion of(String text) {
        requireVersion(text);
        return new AddonVersion(text, SemVer.parseOrNull(text));
    }

    /**
     * A version of Minecraft. Its releases such as {@code 1.20} have two numbers and so are no SemVer versions, although
     * AddonScript calls them compatible: in SemVer ranges {@code A.B} counts as {@code A.B.0} here.
     */
    public static AddonVersion ofMinecraft(String text) {
        requireVersion(text);
        SemVer whole = SemVer.parseOrNull(text);
        return new AddonVersion(text, whole == null && isTwoNumbers(text) ? SemVer.parseOrNull(text + ".0") : whole);
    }

    /** Whether {@code text} may be a version at all. */
    public static boolean isVersion(String text) {
        return !text.isEmpty() && text.length() <= LENGTH_LIMIT && text.chars().allMatch(c -> c > ' ' && c <= '~');
    }

    public String text() {
        return text;
    }

    /** The version as SemVer; null when it is none, and so in no SemVer range. */
    @Nullable
    SemVer semVer() {
        return semVer;
    }

    /** Negative, zero or positive as this is before, the same as, or after {@code other} in Maven's order. */
    public int compareInOrder(AddonVersion other) {
        return maven.compareTo(other.maven);
    }

    private static void requireVersion(String text) {
        if (!isVersion(text)) {
            throw new VersionSyntaxException(
                    "a version is 1 to " + LENGTH_LIMIT + " printable ASCII characters without blanks");
        }
    }

    private static boolean isTwoNumbers(String text) {
        int dot = text.indexOf('.');
        return dot > 0 && dot < text.length() - 1
                && text.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9')) && text.indexOf('.', dot + 1) < 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AddonVersion that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
