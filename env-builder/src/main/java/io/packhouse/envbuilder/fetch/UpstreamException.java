package io.packhouse.envbuilder.fetch;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Failure;
import io.packhouse.platform.outbound.NoAnswerException;

/** One address did not give what it was asked for. The message is a sentence that names its host. */
final class UpstreamException extends Exception {

    private final Failure.Code code;
    private final @Nullable Duration retryAfter;

    private UpstreamException(Failure.Code code, String sentence, @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(sentence, cause);
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /** It may pass. {@code retryAfter} is when the server wants to be asked again. */
    static UpstreamException passing(String sentence, Optional<Duration> retryAfter) {
        return new UpstreamException(Failure.Code.UNAVAILABLE, sentence, retryAfter.orElse(null), null);
    }

    /** It has something else, or nothing: asking again would bring the same. */
    static UpstreamException lasting(String sentence) {
        return new UpstreamException(Failure.Code.UPSTREAM, sentence, null, null);
    }

    /** It says that there is nothing, in the way that the recipe told of. */
    static UpstreamException nothing(String sentence) {
        return new UpstreamException(Failure.Code.NOT_FOUND, sentence, null, null);
    }

    static UpstreamException of(NoAnswerException e) {
        var code = switch (e) {
            case NoAnswerException.Refused _ -> Failure.Code.UPSTREAM;
            case NoAnswerException.TooLarge _ -> Failure.Code.TOO_LARGE;
            case NoAnswerException.Unreachable _,NoAnswerException.TimedOut _,NoAnswerException.BrokenOff _ ->
                Failure.Code.UNAVAILABLE;
        };
        return new UpstreamException(code, String.valueOf(e.getMessage()), null, e);
    }

    /** {@code UNAVAILABLE}, {@code UPSTREAM}, {@code TOO_LARGE} or {@code NOT_FOUND}. */
    Failure.Code code() {
        return code;
    }

    boolean isPassing() {
        return code == Failure.Code.UNAVAILABLE;
    }

    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
