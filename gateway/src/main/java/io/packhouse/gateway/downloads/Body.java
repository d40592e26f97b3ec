package io.packhouse.gateway.downloads;

import io.vertx.core.Future;

/** The bytes of one response on their way to the client. Used on the context of its request only. */
sealed interface Body permits FileBody, StreamBody {

    /**
     * Sends all bytes, at the speed of the client. The head is written, with the length of the whole; the response is not ended.
     * A failure is that of the connection, or {@link io.packhouse.contracts.FailureException} when the store failed.
     */
    Future<Void> send();

    /** The bytes that the socket has taken so far. */
    long sent();

    /** Those of them that did not pass through this process. */
    long zeroCopySent();

    /** Gives back the open files. Does not throw, and may be called more than once; nothing may be under way. */
    void close();
}
