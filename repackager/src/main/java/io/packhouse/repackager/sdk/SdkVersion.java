package io.packhouse.repackager.sdk;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of an Add-on SDK, such as {@code 1.14}, {@code 1.4.3}, {@code 1.0b5} or {@code 1.14rc1}. Ordered as they were
 * released: numbers by value, missing ones as 0, and what is not final before what is: {@code 1.0b5}, {@code 1.0rc1},
 * {@code 1.0}, {@code 1.0.1}. Equal versions may be written differently ({@code 1.4} and {@code 1.4.0} compare as equal), so the
 * order is not consistent with equals.
 *
 * @param text
 *            as it is written
 * @param numbers
 *            the numbers between the dots
 * @param stage
 *            {@code a}, {@code b} or {@code rc}; empty for a final one
 * @param stageNumber
 *            the number after the stage, 0 where there is none
 */
public record SdkVersion(String text, List<Integer> numbers, String stage,
        int stageNumber) implements Comparable<SdkVersion> {

    // At most five digits each, so that none overflows.
    private static final Pattern FORM = Pattern.compile("(\\d{1,5}(?:\\.\\d{1,5}){0,3})(?:[.-]?(a|b|rc)(\\d{0,5}))?");
    /** What their makers called back: data loss in 1.4 to 1.4.2 (reference, section 2.5). */
    private static final Set<String> WITHDRAWN = Set.of("1.4", "1.4.1", "1.4.2", "1.13", "1.13.1", "1.14rc1");
    /** After every stage: {@code a}, {@code b} and {@code rc} are in the order of the alphabet. */
    private static final String FINAL = "~";

    private static final Comparator<SdkVersion> ORDER = Comparator
            .<SdkVersion>comparingInt(version -> version.number(0)).thenComparingInt(version -> version.number(1))
            .thenComparingInt(version -> version.number(2)).thenComparingInt(version -> version.number(3))
            .thenComparing(version -> version.stage.isEmpty() ? FINAL : version.stage)
            .thenComparingInt(SdkVersion::stageNumber);

    public SdkVersion {
        numbers = List.copyOf(numbers);
    }

    /** Reads a version; empty when {@code text} is none. */
    public static Optional<SdkVersion> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<Integer> numbers = new ArrayList<>();
        for (String number : matcher.group(1).split("\\.", -1)) {
            numbers.add(Integer.valueOf(number));
        }
        String stage = matcher.group(2) == null ? "" : matcher.group(2);
        String stageNumber = matcher.group(3);
        return Optional.of(new SdkVersion(text, Collections.unmodifiableList(numbers), stage,
                stageNumber == null || stageNumber.isEmpty() ? 0 : Integer.parseInt(stageNumber)));
    }

    /** A version that is known to be one. */
    static SdkVersion of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not the version of an SDK: " + text));
    }

    /** Whether its makers withdrew it. It is still built with, with a warning, and never chosen unasked. */
    public boolean withdrawn() {
        return WITHDRAWN.contains(text);
    }

    /** Whether this is {@code version} or newer. A beta of a version is older than the version. */
    boolean from(String version) {
        return compareTo(of(version)) >= 0;
    }

    /** Whether this belongs to the release line of {@code version} or a newer one: {@code 1.14rc1} is of the line 1.14. */
    boolean fromLine(int major, int minor) {
        return number(0) > major || (number(0) == major && number(1) >= minor);
    }

    private int number(int index) {
        return index < numbers.size() ? numbers.get(index) : 0;
    }

    @Override
    public int compareTo(SdkVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return text;
    }
}
