package io.packhouse.addonscript.resolution;

/** How much a search may still do; whatever is asked of it, it ends. */
final class Budget {

    private int relations = Resolver.RELATIONS_LIMIT;
    private int tries = Resolver.TRIES_LIMIT;
    private long checks = Resolver.CHECKS_LIMIT;

    void spendRelations(int count) {
        relations -= count;
        if (relations < 0) {
            throw new SpentException("more than " + Resolver.RELATIONS_LIMIT + " relations are involved");
        }
    }

    void spendTry() {
        if (--tries < 0) {
            throw new SpentException("no answer was found within " + Resolver.TRIES_LIMIT + " versions that were tried");
        }
    }

    void spendChecks(int count) {
        checks -= count;
        if (checks < 0) {
            throw new SpentException("no answer was found within " + Resolver.CHECKS_LIMIT + " comparisons");
        }
    }

    /** Ends a search that would take too long. */
    static final class SpentException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        SpentException(String message) {
            super(message, null, false, false);
        }
    }
}
