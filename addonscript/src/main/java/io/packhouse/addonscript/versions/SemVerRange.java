package io.packhouse.addonscript.versions;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A SemVer range as node-semver understands it (not loose, without {@code includePrerelease}): sets of comparators joined by
 * {@code ||}; a version is in the range when all comparators of one set hold. Only SemVer versions are in any; a pre-release is
 * only when a comparator of that set names a pre-release of the same three numbers. Build metadata counts for nothing.
 */
public final class SemVerRange implements VersionRange {

    private final String text;
    private final List<List<Bound>> sets;

    private SemVerRange(String text, List<List<Bound>> sets) {
        this.text = text;
        this.sets = sets;
    }

    /** Also of texts that start with no operator, which node-semver's own cases need. */
    static SemVerRange parse(String text) {
        List<List<Bound>> sets = new ArrayList<>();
        int count = 0;
        for (String part : text.split("\\|\\|", -1)) {
            List<Bound> set = ComparatorSet.parse(part, text);
            count += set.size();
            if (count > PARTS_LIMIT) {
                throw new VersionSyntaxException("a range has at most " + PARTS_LIMIT + " comparators");
            }
            sets.add(simplified(set));
        }
        return new SemVerRange(text, withoutUseless(sets));
    }

    /** What always holds and what stands twice is left out; what never holds is all that is left. */
    private static List<Bound> simplified(List<Bound> set) {
        if (set.contains(Bound.NONE)) {
            return List.of(Bound.NONE);
        }
        var distinct = new LinkedHashSet<>(set);
        if (distinct.size() > 1) {
            distinct.remove(Bound.ANY);
        }
        return List.copyOf(distinct);
    }

    private static List<List<Bound>> withoutUseless(List<List<Bound>> sets) {
        List<List<Bound>> possible = sets.stream().filter(set -> !set.equals(List.of(Bound.NONE))).toList();
        if (possible.isEmpty()) {
            return List.of(sets.getFirst());
        }
        List<Bound> any = List.of(Bound.ANY);
        return possible.contains(any) ? List.of(any) : possible;
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public boolean contains(AddonVersion version) {
        SemVer semVer = version.semVer();
        return semVer != null && contains(semVer);
    }

    boolean contains(SemVer version) {
        return sets.stream().anyMatch(set -> set.stream().allMatch(bound -> bound.contains(version))
                && (!version.isPreRelease() || set.stream().anyMatch(bound -> bound.admits(version))));
    }

    /** The range as node-semver writes it: no partial versions, no tildes, no carets; {@code *} for every release. */
    String canonical() {
        String joined = sets.stream().map(set -> set.stream().map(Bound::toString).collect(Collectors.joining(" ")))
                .collect(Collectors.joining("||"));
        return joined.isEmpty() ? "*" : joined;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SemVerRange that && text.equals(that.text);
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
