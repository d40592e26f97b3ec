package io.packhouse.gateway.installers;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;

/**
 * Collects the rules that a request broke, in the order of the checks. The first one decides what a caller hears who can
 * hear only one.
 */
final class Violations {

    /** More would help nobody, and a hostile request could have any number. */
    private static final int LIMIT = 50;

    private final List<Failure.Violation> violations = new ArrayList<>();
    private Failure.@Nullable Code first;

    /** A rule about what may be asked. */
    void add(String pointer, String sentence) {
        add(Failure.Code.INVALID_REQUEST, pointer, sentence);
    }

    /** A limit on how much may be asked. */
    void exceeded(String pointer, String sentence) {
        add(Failure.Code.TOO_LARGE, pointer, sentence);
    }

    private void add(Failure.Code code, String pointer, String sentence) {
        if (first == null) {
            first = code;
        }
        if (violations.size() < LIMIT) {
            violations.add(new Failure.Violation(pointer, sentence));
        }
    }

    boolean isEmpty() {
        return violations.isEmpty();
    }

    /** Throws the whole as a {@link FailureException} whose message is the first sentence; nothing when no rule was broken. */
    void raise() {
        if (first != null) {
            throw new Failure(first, violations.getFirst().message(), violations).exception();
        }
    }
}
