package io.packhouse.platform.outbound;

import org.jspecify.annotations.Nullable;

/**
 * A request that got no HTTP answer, or not the whole of it. The message is a sentence for the one who named the URL; it tells neither the URL's query
 * nor what a name resolved to.
 */
public abstract sealed class NoAnswerException extends Exception {

    private NoAnswerException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }

    /** The guard refused the URL or where it leads: nothing was sent, and the same URL will be refused again. */
    public static final class Refused extends NoAnswerException {
        Refused(String sentence) {
            super(sentence, null);
        }
    }

    /** No connection: unknown host, refused, not in time, or TLS without trust. Nothing of the request was sent. */
    public static final class Unreachable extends NoAnswerException {
        Unreachable(String sentence, @Nullable Throwable cause) {
            super(sentence, cause);
        }
    }

    /** The request was sent and the time ran out; the receiver may have acted on it. */
    public static final class TimedOut extends NoAnswerException {
        TimedOut(String sentence) {
            super(sentence, null);
        }
    }

    /** The connection ended, or what came was no HTTP; the receiver may have acted on the request. */
    public static final class BrokenOff extends NoAnswerException {
        BrokenOff(String sentence, @Nullable Throwable cause) {
            super(sentence, cause);
        }
    }

    /** The body has more bytes than it may have, declared or real. */
    public static final class TooLarge extends NoAnswerException {
        TooLarge(String sentence) {
            super(sentence, null);
        }
    }
}
