package io.packhouse.repackager.pingback;

import java.time.Duration;
import java.util.Optional;

/** What came of a {@code POST}. */
sealed interface Reply {

    /** How long it took. */
    Duration duration();

    /**
     * The receiver answered.
     *
     * @param retryAfter
     *            that header as it came
     * @param text
     *            the first bytes of the body
     */
    record Answered(int status, Optional<String> retryAfter, String text, Duration duration) implements Reply {
    }

    /**
     * There was no answer.
     *
     * @param why
     *            a sentence
     * @param refused
     *            whether it was us who refused to go there, so that trying again hardly helps
     */
    record Silent(String why, boolean refused, Duration duration) implements Reply {
    }

    /** Whether the receiver took the delivery. */
    default boolean isTaken() {
        return this instanceof Answered answered && answered.status() >= 200 && answered.status() < 300;
    }

    /** Whether the receiver, or the guard, says that the request itself is wrong. */
    default boolean isRefusal() {
        return switch (this) {
            case Answered answered -> isRefusal(answered.status());
            case Silent silent -> silent.refused();
        };
    }

    /** Whether a status says that the request itself is wrong: all of 4xx but those that ask for patience. */
    static boolean isRefusal(int status) {
        return status >= 400 && status < 500 && status != 408 && status != 425 && status != 429;
    }
}
