package io.packhouse.packagestore.verification;

import io.packhouse.ampkg.PackageException;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;

/** Why packages are refused: the class for metrics, and the words for the one who uploaded. */
enum Refusal {

    /** More bytes than are taken. */
    SIZE("size"),
    /** No package, or one that breaks a rule of the format or a limit. */
    FORMAT("format"),
    /** No developer signature, or one that does not hold. */
    DEVELOPER("developer-signature");

    private final String wire;

    Refusal(String wire) {
        this.wire = wire;
    }

    String wire() {
        return wire;
    }

    static FailureException of(PackageException e) {
        return new Failure(Failure.Code.INVALID_REQUEST, String.valueOf(e.getMessage())).exception(e);
    }

    static FailureException tooLarge(long size, long limit) {
        return new Failure(Failure.Code.TOO_LARGE,
                "package file is too large (" + size + " bytes, at most " + limit + " are taken)").exception();
    }
}
