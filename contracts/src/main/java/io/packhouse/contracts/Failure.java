package io.packhouse.contracts;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * What went wrong, in words for the one who asked: what was wrong, with what value, and what would be right.
 *
 * @param code
 *            the stable code that programs look at
 * @param message
 *            a sentence for people; never a secret, never a stack trace
 * @param violations
 *            the single rules that the request broke, in the order of the checks; empty when the message says all
 * @param retryAfter
 *            in how many seconds it would be good to try again; null when nothing better than a habit is known
 */
public record Failure(Code code, String message, @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Violation> violations,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer retryAfter) {

    public Failure {
        requireNonNull(code, "a failure's code is missing");
        requireNonNull(message, "a failure's message is missing");
        violations = violations == null ? List.of() : List.copyOf(violations);
    }

    public Failure(Code code, String message, List<Violation> violations) {
        this(code, message, violations, null);
    }

    public Failure(Code code, String message) {
        this(code, message, List.of());
    }

    /** The same, to be tried again in {@code seconds}. */
    public Failure retryAfter(int seconds) {
        return new Failure(code, message, violations, seconds);
    }

    /**
     * One broken rule.
     *
     * @param pointer
     *            where, as a JSON pointer into the request (RFC 6901), such as {@code /vessels/0/percentage}
     * @param message
     *            which rule, and what would be right
     */
    public record Violation(String pointer, String message) {
    }

    /** The closed family of failures. The wire form is the lower-case name with dashes and never changes its meaning. */
    public enum Code {
        /** The request breaks a rule; the same request will always fail. */
        @JsonProperty("invalid-request")
        INVALID_REQUEST,
        /** There is no such thing, as of now. */
        @JsonProperty("not-found")
        NOT_FOUND,
        /** The thing exists in another state than the request needs. */
        @JsonProperty("conflict")
        CONFLICT,
        /** A limit on size, count or depth was exceeded. */
        @JsonProperty("too-large")
        TOO_LARGE,
        /** The caller did not say who it is, or not rightly. */
        @JsonProperty("unauthenticated")
        UNAUTHENTICATED,
        /** The caller may not do this. */
        @JsonProperty("forbidden")
        FORBIDDEN,
        /** The caller sent a request too slowly. */
        @JsonProperty("too-slow")
        TOO_SLOW,
        /** The caller asked for more, or more often, than it may; trying again later helps. */
        @JsonProperty("too-many")
        TOO_MANY,
        /** Something that this needs does not answer now; trying again later helps. */
        @JsonProperty("unavailable")
        UNAVAILABLE,
        /**
         * Something that this was to be made of is not what it should be: a server has it no more, or sends other bytes than were
         * promised. The same request may succeed once somebody has mended that.
         */
        @JsonProperty("upstream")
        UPSTREAM,
        /** No room to store what was sent. */
        @JsonProperty("storage-full")
        STORAGE_FULL,
        /** The job ran longer than its kind may. */
        @JsonProperty("time-limit")
        TIME_LIMIT,
        /** Every allowed attempt of the job was lost or died. */
        @JsonProperty("attempts-exhausted")
        ATTEMPTS_EXHAUSTED,
        /** The queue gave the job up without any worker ending it. */
        @JsonProperty("abandoned")
        ABANDONED,
        /** Private keys were made, but the process that could open them is gone. */
        @JsonProperty("keys-lost")
        KEYS_LOST,
        /** A fault of ours. */
        @JsonProperty("internal")
        INTERNAL,
        /** A code that a newer version wrote. */
        @JsonEnumDefaultValue
        @JsonProperty("unknown")
        UNKNOWN;

        /** The code as it is written in JSON. */
        public String wire() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /** This failure as an exception, for code that must leave by one. */
    public FailureException exception() {
        return new FailureException(this, null);
    }

    /** This failure as an exception with what caused it, which is for the log and never for the caller. */
    public FailureException exception(Throwable cause) {
        return new FailureException(this, cause);
    }
}
