package io.packhouse.gateway.addons;

import java.util.concurrent.atomic.AtomicLong;

import io.packhouse.contracts.Failure;

/**
 * Bounds what requests may bring before their secrets are known, all together: those who do not know a secret must neither
 * fill the disk nor the memory. For any number of threads.
 */
final class UnprovenRoom {

    private final long limit;
    private final AtomicLong taken = new AtomicLong();

    UnprovenRoom(long limit) {
        this.limit = limit;
    }

    /** The part of one request. For one thread. */
    final class Part implements AutoCloseable {
        private long mine;
        private boolean proven;

        /** More has come; {@code UNAVAILABLE} when there is no room for it. */
        void add(long bytes) {
            if (proven) {
                return;
            }
            mine += bytes;
            if (taken.addAndGet(bytes) > limit) {
                throw new Failure(Failure.Code.UNAVAILABLE,
                        "too much has come from callers whose secret is not known yet; send the field secret before the "
                                + "files, or try again shortly")
                        .exception();
            }
        }

        /** The secret is known: what came and what comes is not counted any more. */
        void prove() {
            proven = true;
            release();
        }

        private void release() {
            taken.addAndGet(-mine);
            mine = 0;
        }

        @Override
        public void close() {
            release();
        }
    }

    Part part() {
        return new Part();
    }

    /** What is taken now, in bytes. */
    long taken() {
        return taken.get();
    }
}
