package io.packhouse.gateway.http;

import java.time.Duration;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;

/**
 * Reads request bodies of bounded size within a bounded time into memory.
 *
 * <p>
 * The limit holds while the body arrives, so that a sender costs at most the limit, whatever it declares. The deadline is
 * for the whole body: an idle timeout does not end a sender that drips a byte a second.
 *
 * @param limitBytes
 *            the largest body that is taken
 * @param deadline
 *            how long a body may take to arrive, from the call of {@link #read}
 */
public record RequestBody(int limitBytes, Duration deadline) {

    /**
     * Reads the body. Call it before anything asynchronous has happened to the request, or with the request paused: what
     * arrives while nobody listens is lost.
     *
     * <p>
     * Fails with {@code TOO_LARGE} (without reading, when the declared length says so), with {@code TOO_SLOW} when the
     * deadline has passed, and with {@code INVALID_REQUEST} when the connection ends first. After a failure the rest of
     * the body is discarded and the connection closed behind the answer.
     */
    public Future<Buffer> read(RoutingContext context) {
        HttpServerRequest request = context.request();
        UnreadBody.watch(context);
        long declared = UnreadBody.declaredLength(request);
        if (declared != Long.MAX_VALUE && declared > limitBytes) {
            return Future.failedFuture(tooLarge().exception());
        }
        if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
            context.response().writeContinue();
        }
        Promise<Buffer> whole = Promise.promise();
        Buffer received = Buffer.buffer();
        long timer = context.vertx().setTimer(Math.max(1, deadline.toMillis()), _ -> stop(request, whole, tooSlow()));
        request.exceptionHandler(_ -> whole.tryFail(
                new Failure(Code.INVALID_REQUEST, "the connection ended before the body of the request").exception()));
        request.handler(piece -> {
            if (received.length() + (long) piece.length() > limitBytes) {
                stop(request, whole, tooLarge());
            } else {
                received.appendBuffer(piece);
            }
        });
        request.endHandler(_ -> whole.tryComplete(received));
        request.resume();
        return whole.future().onComplete(_ -> context.vertx().cancelTimer(timer));
    }

    private static void stop(HttpServerRequest request, Promise<Buffer> whole, Failure failure) {
        request.handler(_ -> {
            // Read away, see UnreadBody.
        });
        whole.tryFail(failure.exception());
    }

    private Failure tooLarge() {
        return new Failure(Code.TOO_LARGE,
                "the body of the request is larger than the " + limitBytes + " bytes allowed here");
    }

    private Failure tooSlow() {
        return new Failure(Code.TOO_SLOW, "the body of the request did not arrive within " + deadline.toSeconds() + " s");
    }
}
