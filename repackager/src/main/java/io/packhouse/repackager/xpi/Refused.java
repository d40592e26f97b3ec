package io.packhouse.repackager.xpi;

import org.jspecify.annotations.Nullable;

import io.packhouse.archives.ForeignText;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;

/** Why an XPI cannot be rebuilt, in a sentence for the one who sent it. */
final class Refused {

    private static final int TOLD = 200;

    private Refused() {
    }

    /** The XPI, or what is wanted of it, breaks a rule. */
    static FailureException because(String sentence) {
        return because(sentence, null);
    }

    /** The same, with what a library threw. */
    static FailureException because(String sentence, @Nullable Throwable cause) {
        return new Failure(Failure.Code.INVALID_REQUEST, sentence).exception(cause);
    }

    /** The XPI exceeds a limit. */
    static FailureException tooLarge(String sentence) {
        return tooLarge(sentence, null);
    }

    /** The same, with what a library threw. */
    static FailureException tooLarge(String sentence, @Nullable Throwable cause) {
        return new Failure(Failure.Code.TOO_LARGE, sentence).exception(cause);
    }

    /** A foreign name in quotes, as it may be shown: printable ASCII, at most 80 characters. */
    static String shown(String name) {
        return "'" + ForeignText.printable(name) + "'";
    }

    /** What a library says of foreign text: its first line, printable ASCII, at most {@value #TOLD} characters. */
    static String told(@Nullable String message) {
        return message == null
                ? "no reason given"
                : ForeignText.printable(message.lines().findFirst().orElse(""), TOLD);
    }
}
