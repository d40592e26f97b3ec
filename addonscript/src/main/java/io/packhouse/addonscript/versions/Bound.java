package io.packhouse.addonscript.versions;

import java.util.List;

/**
 * One comparator of a SemVer range that holds no unknown numbers any more.
 *
 * @param version
 *            what is compared with; without meaning for {@link Operator#ANY}
 */
record Bound(Operator operator, SemVer version) {

    private static final SemVer ZERO = new SemVer(0, 0, 0, List.of());

    /** Every release. */
    static final Bound ANY = new Bound(Operator.ANY, ZERO);

    /** Nothing at all. */
    static final Bound NONE = new Bound(Operator.LESS, new SemVer(0, 0, 0, List.of("0")));

    enum Operator {
        ANY(""), EQUAL(""), LESS("<"), AT_MOST("<="), GREATER(">"), AT_LEAST(">=");

        final String sign;

        Operator(String sign) {
            this.sign = sign;
        }
    }

    /** {@code >=0.0.0} is {@link #ANY}, as in node-semver. */
    static Bound atLeast(SemVer version) {
        return version.equals(ZERO) ? ANY : new Bound(Operator.AT_LEAST, version);
    }

    /** Before {@code major.minor.patch} and before its pre-releases. */
    static Bound before(long major, long minor, long patch) {
        return new Bound(Operator.LESS, new SemVer(major, minor, patch, List.of("0")));
    }

    boolean contains(SemVer other) {
        int order = other.compareTo(version);
        return switch (operator) {
            case ANY -> true;
            case EQUAL -> order == 0;
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case GREATER -> order > 0;
            case AT_LEAST -> order >= 0;
        };
    }

    /** Whether this names a pre-release of the same release: only then are pre-releases of it in the range. */
    boolean admits(SemVer preRelease) {
        return operator != Operator.ANY && version.isPreRelease() && version.isOfSameRelease(preRelease);
    }

    @Override
    public String toString() {
        return operator == Operator.ANY ? "" : operator.sign + version;
    }
}
