package io.packhouse.repackager.signature;

import java.time.Duration;

import io.packhouse.contracts.Failure;

/** Waits for something that has to be looked for again and again, with growing pauses, up to a time that is for all of it. */
final class Patience {

    private static final long FIRST_MILLIS = 2;
    private static final long LONGEST_MILLIS = 250;

    private final Duration limit;
    private final long end;
    private long pause = FIRST_MILLIS;

    Patience(Duration limit) {
        this.limit = limit;
        this.end = System.nanoTime() + limit.toNanos();
    }

    /** Something came; what is waited for next may come soon. */
    void renew() {
        pause = FIRST_MILLIS;
    }

    /**
     * Pauses.
     *
     * @param what
     *            is waited for
     * @throws io.packhouse.contracts.FailureException
     *             {@code UNAVAILABLE} when the time is over
     * @throws InterruptedException
     *             when the attempt was stopped
     */
    void pause(String what) throws InterruptedException {
        if (System.nanoTime() - end > 0) {
            throw new Failure(Failure.Code.UNAVAILABLE, what + " did not come within " + limit.toMillis() + " ms")
                    .exception();
        }
        Thread.sleep(pause);
        pause = Math.min(LONGEST_MILLIS, pause + pause / 2 + 1);
    }
}
