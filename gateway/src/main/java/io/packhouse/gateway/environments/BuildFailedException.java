package io.packhouse.gateway.environments;

import io.packhouse.contracts.Failure;

/** A build has ended without an environment, by no fault of who asked: 500, whatever the code. */
final class BuildFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    BuildFailedException(Failure failure) {
        super(failure.message(), null, false, false);
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
