package io.packhouse.gateway.environments;

import java.util.concurrent.atomic.AtomicLong;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;

/**
 * Bounds the memory of large requests that arrive, or are read, at the same time: a connection costs nothing, four megabytes on
 * each would. For any thread.
 */
final class BodyRoom {

    /** Requests up to this many bytes are not counted: the number of connections bounds them. */
    static final int SMALL = 64 << 10;

    private final long limit;
    private final AtomicLong taken = new AtomicLong();

    BodyRoom(long limit) {
        this.limit = limit;
    }

    /**
     * Takes room for a request, to be given back by {@link #give}.
     *
     * @return the bytes taken; fails with {@code UNAVAILABLE} when there is no room
     */
    long take(long bytes) {
        if (bytes <= SMALL) {
            return 0;
        }
        if (taken.addAndGet(bytes) > limit) {
            taken.addAndGet(-bytes);
            throw new Failure(Code.UNAVAILABLE, "too many large requests are under way; try again shortly").retryAfter(2)
                    .exception();
        }
        return bytes;
    }

    void give(long bytes) {
        taken.addAndGet(-bytes);
    }
}
