package io.packhouse.addonscript.documents;

import java.util.Comparator;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a document.
 *
 * @param pointer
 *            where, as a JSON pointer (RFC 6901); empty for the whole
 * @param message
 *            what is wrong and what would be right; no text of the document in it is longer than 256 characters
 * @param side
 *            null when it is of no side
 * @param addon
 *            the add-on that it is about; null when about none
 * @param range
 *            the range that a version should be in; null when it is about none
 */
public record Problem(ProblemCode code, String pointer, String message, @Nullable Side side, @Nullable AddonId addon,
        @Nullable String range) {

    static final int ECHO_LIMIT = 256;

    /** By place, where numbers count as such, then by code. */
    public static final Comparator<Problem> ORDER = Comparator.comparing(Problem::pointer, Problem::comparePointers)
            .thenComparing(Problem::code).thenComparing(Problem::message);

    public Problem(ProblemCode code, String pointer, String message) {
        this(code, pointer, message, null, null, null);
    }

    /** {@code text} for a message: at most 256 characters. */
    public static String echo(String text) {
        return text.length() <= ECHO_LIMIT ? text : text.substring(0, ECHO_LIMIT - 1) + "…";
    }

    /** {@code name} as one step of a pointer. */
    static String step(String name) {
        return "/" + echo(name.replace("~", "~0").replace("/", "~1"));
    }

    private static int comparePointers(String left, String right) {
        String[] one = left.split("/", -1);
        String[] two = right.split("/", -1);
        for (int i = 0; i < Math.min(one.length, two.length); i++) {
            int order = isIndex(one[i]) && isIndex(two[i])
                    ? Integer.compare(Integer.parseInt(one[i]), Integer.parseInt(two[i]))
                    : one[i].compareTo(two[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.length, two.length);
    }

    private static boolean isIndex(String step) {
        return !step.isEmpty() && step.length() < 10 && step.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
