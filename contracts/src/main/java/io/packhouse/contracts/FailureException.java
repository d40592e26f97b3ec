package io.packhouse.contracts;

import org.jspecify.annotations.Nullable;

/**
 * Carries a {@link Failure} up to the place that turns it into an answer. Thrown for what the caller can understand; other
 * exceptions are faults of ours and become {@link Failure.Code#INTERNAL}.
 */
public final class FailureException extends RuntimeException {

    private final transient Failure failure;

    FailureException(Failure failure, @Nullable Throwable cause) {
        super(failure.message(), cause);
        this.failure = failure;
    }

    /** What went wrong. */
    public Failure failure() {
        return failure;
    }
}
