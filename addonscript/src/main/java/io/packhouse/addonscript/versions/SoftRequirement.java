package io.packhouse.addonscript.versions;

/**
 * A plain version in the place of a range. To Maven it is a wish that any version satisfies; here it accepts the versions that
 * Maven's order has as the same, since a check that everything passes is none.
 *
 * @param version
 *            the version that is wanted
 */
public record SoftRequirement(AddonVersion version) implements VersionRange {

    static SoftRequirement parse(String text) {
        char first = text.charAt(0);
        if (first == '^' || first == '~' || first == '*') {
            throw new VersionSyntaxException(
                    "«" + text + "» looks like a SemVer range; those start with <, > or = here, as in "
                            + ">=1.2.0 <2.0.0");
        }
        if (text.chars().anyMatch(c -> ",[]()".indexOf(c) >= 0)) {
            throw new VersionSyntaxException(
                    "«" + text + "» mixes a plain version with intervals; an interval is [1.0,2.0)");
        }
        if (!AddonVersion.isVersion(text)) {
            throw new VersionSyntaxException("«" + text + "» is neither a version, nor an interval such as [1.0,2.0), nor a "
                    + "SemVer range, which starts with <, > or =");
        }
        return new SoftRequirement(AddonVersion.of(text));
    }

    @Override
    public String text() {
        return version.text();
    }

    @Override
    public boolean contains(AddonVersion other) {
        return version.compareInOrder(other) == 0;
    }

    @Override
    public String toString() {
        return text();
    }
}
