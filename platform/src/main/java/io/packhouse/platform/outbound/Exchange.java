package io.packhouse.platform.outbound;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import org.jspecify.annotations.Nullable;

/**
 * One request on one connection. The event loop puts what arrives into a short queue, and a virtual thread takes it out; the
 * connection is read only as fast as that thread asks, so that memory stays flat. Closing it before the body's end closes the
 * connection; after that, the connection serves the next request.
 */
final class Exchange implements AutoCloseable {

    /** Pieces of the body that may be on their way to the reader, each as large as the socket's reads (64 KiB at most). */
    private static final int AHEAD = 8;
    /** Pieces that are taken before as many are asked for: asking wakes the event loop, which costs more than a small piece. */
    private static final int TOGETHER = AHEAD / 2;

    /** What arrives of a body. */
    sealed interface Piece {
        /** The next bytes. */
        record Bytes(Buffer buffer) implements Piece {
        }

        /** The body is whole. */
        record End() implements Piece {
        }

        /** The connection broke, or what came is no HTTP. */
        record Broken(Throwable cause) implements Piece {
        }
    }

    private final LinkedBlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private @Nullable HttpClientRequest request;
    private @Nullable HttpClientResponse response;
    private boolean closed;
    /** Pieces taken since some were asked for; of the reader's thread. */
    private int taken;

    /** Sends the request on the connection that it has got; on its event loop, where nothing can arrive meanwhile. */
    Future<Exchange> begin(HttpClientRequest connected, @Nullable Buffer body) {
        // Whatever breaks fails the future or the body too; without a handler Vert.x logs each closed request as an error.
        connected.exceptionHandler(_ -> {
        });
        synchronized (this) {
            request = connected;
            if (closed) {
                connected.reset();
                return Future.failedFuture("nobody waits for the answer any more");
            }
        }
        return (body == null ? connected.send() : connected.send(body)).map(this::receive);
    }

    private synchronized Exchange receive(HttpClientResponse head) {
        response = head;
        head.pause();
        head.exceptionHandler(cause -> pieces.add(new Piece.Broken(cause)));
        head.handler(buffer -> pieces.add(new Piece.Bytes(buffer)));
        head.endHandler(_ -> pieces.add(new Piece.End()));
        head.fetch(AHEAD);
        return this;
    }

    /** Whether there was a connection, so that the receiver may know of the request. */
    synchronized boolean isConnected() {
        return request != null;
    }

    /** The answer's head; only after {@link #begin} has succeeded. */
    synchronized HttpClientResponse head() {
        if (response == null) {
            throw new IllegalStateException("there is no answer yet");
        }
        return response;
    }

    /** The next piece of the body, or null when none came in time. For one thread. */
    @Nullable
    Piece next(long nanos) throws InterruptedException {
        Piece piece = pieces.poll(nanos, TimeUnit.NANOSECONDS);
        if (piece instanceof Piece.Bytes && ++taken == TOGETHER) {
            taken = 0;
            head().fetch(TOGETHER);
        }
        return piece;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (request != null) {
            // Does nothing once the whole answer has come.
            request.reset();
        }
    }
}
