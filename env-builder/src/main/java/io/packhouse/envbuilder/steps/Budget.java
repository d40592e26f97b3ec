package io.packhouse.envbuilder.steps;

import java.util.concurrent.atomic.AtomicLong;

import io.packhouse.contracts.Failure;

/** How many bytes the steps of one build may still fetch, all together. For any thread. */
public final class Budget {

    private final long limit;
    private final AtomicLong taken = new AtomicLong();

    /**
     * @param limit
     *            bytes
     */
    public Budget(long limit) {
        this.limit = limit;
    }

    /**
     * Counts bytes that were fetched.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code TOO_LARGE} when that is more than the build may
     */
    public void take(long bytes) {
        if (taken.addAndGet(bytes) > limit) {
            throw new Failure(Failure.Code.TOO_LARGE,
                    "the build fetches more than " + limit + " bytes (environments.limits.downloads)").exception();
        }
    }

    /** Bytes that may still be fetched. */
    public long left() {
        return Math.max(0, limit - taken.get());
    }
}
