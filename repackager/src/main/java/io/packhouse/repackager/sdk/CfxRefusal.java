package io.packhouse.repackager.sdk;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;

/** The errors of {@code cfx xpi}: what made it end with status 1 is a request that will always fail. */
final class CfxRefusal {

    private static final int SHOWN = 200;

    private CfxRefusal() {
    }

    /** Something in the sources or the options. */
    static FailureException of(String sentence) {
        return new Failure(Failure.Code.INVALID_REQUEST, sentence).exception();
    }

    /** Too much of something. */
    static FailureException tooLarge(String sentence) {
        return new Failure(Failure.Code.TOO_LARGE, sentence).exception();
    }

    /** A foreign text for a message, shortened where it is endless. */
    static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
