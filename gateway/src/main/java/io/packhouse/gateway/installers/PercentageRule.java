package io.packhouse.gateway.installers;

import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What a vessel's share may be. Checked in the original's order: present, an integer, at least 1, at most 100 (section 5);
 * then what it forgot: a node takes multiples of ten only (section 7.3).
 */
final class PercentageRule {

    private static final int WHOLE = 100;
    private static final int STEP = 10;

    private PercentageRule() {
    }

    /** What is wrong with {@code value}, as a sentence without its subject; empty when nothing is. Null means absent. */
    static Optional<String> broken(@Nullable JsonNode value) {
        if (value == null) {
            return Optional.of("is missing: every vessel needs an integer");
        }
        // Jackson, too, has a type of its own for true and false; Python took true for 1.
        if (!value.isIntegralNumber()) {
            return Optional.of("must be an integer, not " + Given.describe(value));
        }
        if (value.bigIntegerValue().signum() < 1) {
            return Optional.of("must be a positive integer, not " + Given.describe(value));
        }
        if (!value.canConvertToInt() || value.intValue() > WHOLE) {
            return Optional.of("must be at most " + WHOLE + ", not " + Given.describe(value));
        }
        if (value.intValue() % STEP != 0) {
            return Optional.of("must be a multiple of " + STEP + ", because nodes take no other, not " + value.intValue());
        }
        return Optional.empty();
    }
}
