package io.packhouse.platform.kafka;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in a topic: the same at every reader. The text form, {@code PARTITION-OFFSET}, serves as the id of server-sent
 * events.
 */
public record Position(int partition, long offset) {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})-([0-9]{1,18})");

    /** The position that {@code text} spells, or empty when it does not have the form of one. */
    public static Optional<Position> parse(String text) {
        var match = FORM.matcher(text);
        return match.matches()
                ? Optional.of(new Position(Integer.parseInt(match.group(1)), Long.parseLong(match.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return partition + "-" + offset;
    }
}
