package io.packhouse.gateway.http;

import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;

/**
 * The body of a request as a stream that may be read blocking, on a virtual thread, while it arrives. At most
 * {@value #AHEAD} pieces of what the connection gives wait to be read, so that memory does not grow with the body, and a
 * reader that is slow slows the sender.
 *
 * <p>
 * Reading fails with a {@link io.packhouse.contracts.FailureException}: {@code TOO_LARGE} above the limit, {@code TOO_SLOW}
 * when the whole has not arrived in time, {@code INVALID_REQUEST} when the connection ends first. For one thread.
 */
public final class BodyStream extends InputStream {

    private static final int AHEAD = 8;
    private static final Object END = new Object();

    private final HttpServerRequest request;
    private final Context context;
    private final long limitBytes;
    private final Duration time;
    private final long deadline;
    private final BlockingQueue<Object> pieces = new LinkedBlockingQueue<>();
    private byte[] piece = {};
    private int position;
    private long received;
    private boolean ended;

    private BodyStream(RoutingContext routing, Context context, long limitBytes, Duration time) {
        this.request = routing.request();
        this.context = context;
        this.limitBytes = limitBytes;
        this.time = time;
        this.deadline = System.nanoTime() + time.toNanos();
    }

    /**
     * Begins to take the body. Call it on the event loop, before anything asynchronous has happened to the request.
     *
     * @param limitBytes
     *            the largest body that is taken; one that declares more is refused unread
     * @param time
     *            how long the whole body may take to arrive, from now
     * @throws io.packhouse.contracts.FailureException
     *             {@code TOO_LARGE} by the declared length
     */
    public static BodyStream open(RoutingContext routing, long limitBytes, Duration time) {
        UnreadBody.watch(routing);
        BodyStream stream = new BodyStream(routing, routing.vertx().getOrCreateContext(), limitBytes, time);
        long declared = UnreadBody.declaredLength(routing.request());
        if (declared != Long.MAX_VALUE && declared > limitBytes) {
            throw stream.tooLarge();
        }
        stream.begin(routing);
        return stream;
    }

    private void begin(RoutingContext routing) {
        request.pause();
        request.handler(pieces::add);
        request.endHandler(_ -> pieces.add(END));
        request.exceptionHandler(_ -> pieces.add(
                new Failure(Code.INVALID_REQUEST, "the connection ended before the body of the request")));
        if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
            routing.response().writeContinue();
        }
        request.fetch(AHEAD);
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        while (position == piece.length) {
            if (!next()) {
                return -1;
            }
        }
        int count = Math.min(length, piece.length - position);
        System.arraycopy(piece, position, bytes, offset, count);
        position += count;
        return count;
    }

    private boolean next() {
        if (ended) {
            return false;
        }
        switch (take()) {
            case Buffer buffer -> {
                context.runOnContext(_ -> request.fetch(1));
                received += buffer.length();
                if (received > limitBytes) {
                    throw tooLarge();
                }
                piece = buffer.getBytes();
                position = 0;
            }
            case Failure failure -> throw failure.exception();
            default -> ended = true;
        }
        return !ended;
    }

    private Object take() {
        try {
            Object next = pieces.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                throw new Failure(Code.TOO_SLOW,
                        "the body of the request did not arrive within " + time.toSeconds() + " s").exception();
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(Code.UNAVAILABLE, "the gateway stops; try again in a moment").exception(e);
        }
    }

    private RuntimeException tooLarge() {
        return new Failure(Code.TOO_LARGE,
                "the body of the request is larger than the " + limitBytes + " bytes allowed here").exception();
    }
}
