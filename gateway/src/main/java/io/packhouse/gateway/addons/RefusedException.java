package io.packhouse.gateway.addons;

import java.io.Serial;

/** A request that is answered in the original's own words (section 2.2), and nothing else happens. */
final class RefusedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final int status;

    /**
     * @param body
     *            the answer's body
     */
    RefusedException(int status, String body) {
        super(body);
        this.status = status;
    }

    int status() {
        return status;
    }

    /** The answer to a secret that is wrong, missing or empty. */
    static RefusedException accessDenied() {
        return new RefusedException(403, "Access denied");
    }
}
