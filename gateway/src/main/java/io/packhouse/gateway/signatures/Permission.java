package io.packhouse.gateway.signatures;

/** Asked before a job is ordered, and only then: what is there already, or is being made, costs nobody anything. */
@FunctionalInterface
interface Permission {

    /** Everything may be made. */
    Permission ALWAYS = () -> {
        // No limit.
    };

    /**
     * Counts a wish.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code TOO_MANY} when there were too many; not counted then
     */
    void ask();
}
