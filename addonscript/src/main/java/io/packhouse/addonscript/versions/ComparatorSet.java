package io.packhouse.addonscript.versions;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.StringTokenizer;

/** Reads the comparators between two {@code ||} of a SemVer range, and what they stand for. */
final class ComparatorSet {

    private static final Set<String> OPERATORS = Set.of("<", "<=", ">", ">=", "=", "~", "~>", "^");

    private final String range;
    private final List<Bound> bounds = new ArrayList<>();

    private ComparatorSet(String range) {
        this.range = range;
    }

    /**
     * The bounds that {@code text} stands for, at least one; {@link VersionSyntaxException} naming the whole {@code range}
     * otherwise.
     */
    static List<Bound> parse(String text, String range) {
        ComparatorSet set = new ComparatorSet(range);
        List<String> tokens = tokens(text);
        if (tokens.size() == 3 && tokens.get(1).equals("-")) {
            set.addHyphen(tokens.get(0), tokens.get(2));
        } else {
            tokens.forEach(set::add);
        }
        if (set.bounds.isEmpty()) {
            set.bounds.add(Bound.ANY);
        }
        return set.bounds;
    }

    /** The parts between blanks; an operator that stands alone belongs to what follows it. */
    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        StringBuilder operators = new StringBuilder();
        StringTokenizer parts = new StringTokenizer(text);
        while (parts.hasMoreTokens()) {
            String part = parts.nextToken();
            operators.append(part);
            if (!OPERATORS.contains(part)) {
                tokens.add(operators.toString());
                operators.setLength(0);
            }
        }
        if (!operators.isEmpty()) {
            tokens.add(operators.toString());
        }
        return tokens;
    }

    private void add(String token) {
        if (token.startsWith("^")) {
            addCaret(partial(token.substring(1), token));
        } else if (token.startsWith("~")) {
            addTilde(partial(token.substring(token.startsWith("~>") ? 2 : 1), token));
        } else {
            addComparator(token);
        }
    }

    private void addComparator(String token) {
        int length = operatorLength(token);
        String operator = token.substring(0, length);
        String rest = token.substring(length);
        PartialVersion partial = partial(rest, token);
        if (!partial.isInOrder()) {
            throw refused(token);
        }
        if (!partial.isWhole()) {
            addPartial(operator, partial);
            return;
        }
        SemVer whole = SemVer.parseOrNull(rest);
        if (whole == null) {
            throw refused(token);
        }
        bounds.add(switch (operator) {
            case "<" -> new Bound(Bound.Operator.LESS, whole);
            case "<=" -> new Bound(Bound.Operator.AT_MOST, whole);
            case ">" -> new Bound(Bound.Operator.GREATER, whole);
            case ">=" -> Bound.atLeast(whole);
            default -> new Bound(Bound.Operator.EQUAL, whole);
        });
    }

    private static int operatorLength(String token) {
        int length = token.startsWith("<") || token.startsWith(">") ? 1 : 0;
        return token.startsWith("=", length) ? length + 1 : length;
    }

    private void addPartial(String operator, PartialVersion partial) {
        boolean isStrict = operator.equals("<") || operator.equals(">");
        if (!partial.hasMajor()) {
            bounds.add(isStrict ? Bound.NONE : Bound.ANY);
            return;
        }
        switch (operator) {
            case "<" -> bounds.add(Bound.before(partial.major(), Math.max(partial.minor(), 0), 0));
            case "<=" -> addBeforeNext(partial);
            case ">" -> bounds.add(Bound.atLeast(next(partial)));
            case ">=" -> bounds.add(Bound.atLeast(first(partial)));
            default -> {
                bounds.add(Bound.atLeast(first(partial)));
                addBeforeNext(partial);
            }
        }
    }

    /** Changes of the last number, or of what is unknown: {@code ~1.2.3}, {@code ~1.2} and {@code ~1}. */
    private void addTilde(PartialVersion partial) {
        if (!partial.hasMajor()) {
            bounds.add(Bound.ANY);
            return;
        }
        bounds.add(Bound.atLeast(first(partial)));
        addBeforeNext(partial);
    }

    /** Changes behind the leftmost number that is not zero. */
    private void addCaret(PartialVersion partial) {
        if (!partial.hasMajor()) {
            bounds.add(Bound.ANY);
            return;
        }
        bounds.add(Bound.atLeast(first(partial)));
        if (partial.major() > 0 || !partial.hasMinor()) {
            addBefore(partial.major() + 1, 0, 0);
        } else if (partial.minor() > 0 || !partial.isWhole()) {
            addBefore(0, partial.minor() + 1, 0);
        } else {
            addBefore(0, 0, partial.patch() + 1);
        }
    }

    private void addHyphen(String from, String to) {
        PartialVersion lower = partial(from, from);
        PartialVersion upper = partial(to, to);
        bounds.add(lower.hasMajor() ? Bound.atLeast(first(lower)) : Bound.ANY);
        if (upper.isWhole()) {
            bounds.add(new Bound(Bound.Operator.AT_MOST, first(upper)));
        } else if (upper.hasMajor()) {
            addBeforeNext(upper);
        }
    }

    /** The least version that {@code partial} may stand for. */
    private static SemVer first(PartialVersion partial) {
        SemVer whole = partial.wholeOrNull();
        return whole != null ? whole : new SemVer(partial.major(), partial.hasMinor() ? partial.minor() : 0, 0, List.of());
    }

    /** The least release behind everything that {@code partial} may stand for. */
    private SemVer next(PartialVersion partial) {
        SemVer next = partial.hasMinor()
                ? new SemVer(partial.major(), partial.minor() + 1, 0, List.of())
                : new SemVer(partial.major() + 1, 0, 0, List.of());
        requireSafe(next.major(), next.minor(), next.patch());
        return next;
    }

    private void addBeforeNext(PartialVersion partial) {
        SemVer next = next(partial);
        bounds.add(Bound.before(next.major(), next.minor(), 0));
    }

    private void addBefore(long major, long minor, long patch) {
        requireSafe(major, minor, patch);
        bounds.add(Bound.before(major, minor, patch));
    }

    private void requireSafe(long... numbers) {
        for (long number : numbers) {
            if (number > SemVer.NUMBER_LIMIT) {
                throw new VersionSyntaxException("«" + range + "»: numbers go up to " + SemVer.NUMBER_LIMIT);
            }
        }
    }

    private PartialVersion partial(String text, String token) {
        int from = 0;
        while (from < text.length() && (text.charAt(from) == 'v' || text.charAt(from) == '=')) {
            from++;
        }
        PartialVersion partial = PartialVersion.parseOrNull(text.substring(from));
        if (partial == null) {
            throw refused(token);
        }
        return partial;
    }

    private VersionSyntaxException refused(String token) {
        return new VersionSyntaxException("«" + range + "» is no SemVer range: «" + token
                + "» is no comparator such as >=1.2.0, <2.0.0 or ~1.2");
    }
}
