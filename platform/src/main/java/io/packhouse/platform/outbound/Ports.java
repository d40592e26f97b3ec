package io.packhouse.platform.outbound;

import java.util.List;
import java.util.regex.Pattern;

/** A set of ports, of single ones and ranges. */
record Ports(List<Range> ranges) {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");

    /** Both ends included. */
    record Range(int first, int last) {
        Range {
            if (first < 1 || last > 65535 || first > last) {
                throw new IllegalArgumentException(first + "-" + last + " is no range of ports within 1-65535");
            }
        }
    }

    /**
     * Reads entries such as {@code 443} and {@code 1024-65535}.
     *
     * @throws IllegalArgumentException
     *             when one is neither
     */
    static Ports parse(List<String> entries) {
        return new Ports(entries.stream().map(Ports::range).toList());
    }

    private static Range range(String entry) {
        var parts = FORM.matcher(entry);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + entry + "' is neither a port nor a range such as 1024-65535");
        }
        int first = Integer.parseInt(parts.group(1));
        return new Range(first, parts.group(2) == null ? first : Integer.parseInt(parts.group(2)));
    }

    boolean contains(int port) {
        return ranges.stream().anyMatch(range -> range.first() <= port && port <= range.last());
    }
}
