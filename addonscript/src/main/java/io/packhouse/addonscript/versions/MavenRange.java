package io.packhouse.addonscript.versions;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Intervals in Maven's order: {@code [1.0,2.0)}, {@code (,1.0],[1.2,)}, {@code [1.5]}. They come in ascending order and do not
 * overlap. What is refused, and what a bound means, is as in Maven; {@code [1.0,2.0)} so contains {@code 2.0-rc1}.
 */
public final class MavenRange implements VersionRange {

    private final String text;
    private final List<Interval> intervals;

    private MavenRange(String text, List<Interval> intervals) {
        this.text = text;
        this.intervals = intervals;
    }

    static MavenRange parse(String text) {
        List<Interval> intervals = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            if (intervals.size() == PARTS_LIMIT) {
                throw new VersionSyntaxException("a range has at most " + PARTS_LIMIT + " intervals");
            }
            int to = endOfInterval(text, from);
            Interval interval = interval(text.substring(from, to + 1));
            if (!intervals.isEmpty() && !intervals.getLast().isBefore(interval)) {
                throw refused(text, "its intervals overlap, or are not in ascending order");
            }
            intervals.add(interval);
            from = behindComma(text, to + 1);
        }
        return new MavenRange(text, List.copyOf(intervals));
    }

    private static int endOfInterval(String text, int from) {
        if (text.charAt(from) != '[' && text.charAt(from) != '(') {
            throw refused(text, "behind an interval comes nothing but a comma and the next one");
        }
        for (int i = from + 1; i < text.length(); i++) {
            if (text.charAt(i) == ']' || text.charAt(i) == ')') {
                return i;
            }
        }
        throw refused(text, "an interval is not closed");
    }

    private static int behindComma(String text, int from) {
        int next = skipBlanks(text, from);
        if (next == text.length()) {
            return next;
        }
        if (text.charAt(next) != ',') {
            throw refused(text, "between two intervals stands a comma");
        }
        next = skipBlanks(text, next + 1);
        if (next == text.length()) {
            throw refused(text, "behind the last comma comes no interval");
        }
        return next;
    }

    private static int skipBlanks(String text, int from) {
        int next = from;
        while (next < text.length() && text.charAt(next) == ' ') {
            next++;
        }
        return next;
    }

    private static Interval interval(String text) {
        boolean includesLower = text.charAt(0) == '[';
        boolean includesUpper = text.charAt(text.length() - 1) == ']';
        String inner = text.substring(1, text.length() - 1);
        int comma = inner.indexOf(',');
        if (comma < 0) {
            AddonVersion only = bound(text, inner);
            if (only == null || !includesLower || !includesUpper) {
                throw refused(text, "a single version is written [1.0]");
            }
            return new Interval(only, true, only, true);
        }
        AddonVersion lower = bound(text, inner.substring(0, comma));
        AddonVersion upper = bound(text, inner.substring(comma + 1));
        if (lower != null && upper != null) {
            int order = lower.compareInOrder(upper);
            if (order > 0 || (order == 0 && !(includesLower && includesUpper))) {
                throw refused(text, "no version can be in it");
            }
        }
        return new Interval(lower, includesLower, upper, includesUpper);
    }

    /** Null for an open end. */
    private static @Nullable AddonVersion bound(String text, String bound) {
        String trimmed = bound.strip();
        if (trimmed.isEmpty()) {
            return null;
        }
        if (!AddonVersion.isVersion(trimmed) || trimmed.chars().anyMatch(c -> ",[(".indexOf(c) >= 0)) {
            throw refused(text, "«" + trimmed + "» is no version");
        }
        return AddonVersion.of(trimmed);
    }

    private static VersionSyntaxException refused(String text, String why) {
        return new VersionSyntaxException("«" + text + "»: " + why);
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public boolean contains(AddonVersion version) {
        return intervals.stream().anyMatch(interval -> interval.contains(version));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MavenRange that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    private record Interval(@Nullable AddonVersion lower, boolean includesLower, @Nullable AddonVersion upper,
            boolean includesUpper) {

        boolean contains(AddonVersion version) {
            if (lower != null) {
                int order = version.compareInOrder(lower);
                if (order < 0 || (order == 0 && !includesLower)) {
                    return false;
                }
            }
            if (upper != null) {
                int order = version.compareInOrder(upper);
                return order < 0 || (order == 0 && includesUpper);
            }
            return true;
        }

        /** As Maven has it: intervals may touch, also where both include the place where they do. */
        boolean isBefore(Interval next) {
            return upper != null && next.lower != null && next.lower.compareInOrder(upper) >= 0;
        }
    }
}
