package io.packhouse.gateway.downloads;

import java.time.Duration;

/** Is told of every download that had a body to send. Called on event loops: must not block. */
@FunctionalInterface
public interface DownloadMetrics {

    /** Counts nothing. */
    DownloadMetrics NONE = download -> {
    };

    /** A download has ended, in one way or another. */
    void ended(Download download);

    /**
     * One response's body.
     *
     * @param end
     *            how it ended
     * @param bytes
     *            body bytes that the socket took
     * @param zeroCopyBytes
     *            those of them that went from file to socket without passing through this process
     * @param time
     *            from the request's arrival here to the end
     */
    record Download(End end, long bytes, long zeroCopyBytes, Duration time) {
    }

    /** How a download ended. */
    enum End {
        /** Every byte was sent. */
        COMPLETE,
        /** The client closed the connection before. */
        CLIENT_GONE,
        /** The client took nothing for longer than the limit, and was cut off. */
        STALLED,
        /** The store could not give the bytes; the connection was closed, so that the client sees a short body. */
        FAILED
    }
}
