package io.packhouse.gateway.http;

import java.time.Duration;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * What becomes of a request body that nobody wants any more, because the answer (mostly a refusal) came before its end.
 *
 * <p>
 * A small rest is read away and the connection lives on. Otherwise the answer says {@code Connection: close}, and the
 * connection is closed when the body has ended or {@link #LINGER} has passed: a connection that is closed while bytes are
 * on their way is reset, and the client would not see why it was refused.
 */
final class UnreadBody {

    /** How long a client may go on sending after it was answered. */
    static final Duration LINGER = Duration.ofSeconds(2);
    /** A declared body up to this size is read away without closing the connection. */
    private static final long SMALL = 64 * 1024;
    private static final String WATCHED = UnreadBody.class.getName();

    private UnreadBody() {
    }

    /** Looks after the body of this request once its answer is written. Calling it again changes nothing. */
    static void watch(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!hasBody(request) || context.get(WATCHED) != null) {
            return;
        }
        context.put(WATCHED, true);
        context.addHeadersEndHandler(_ -> {
            if (!request.isEnded() && declaredLength(request) > SMALL) {
                context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            }
        });
        context.addEndHandler(end -> {
            // Behind a connection that was lost nothing comes, and who reads the body must hear of it.
            if (end.succeeded() && !request.isEnded()) {
                discard(context.vertx(), request);
            }
        });
    }

    /** The length that the client declared; {@link Long#MAX_VALUE} when it declared none. */
    static long declaredLength(HttpServerRequest request) {
        String declared = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return declared == null ? Long.MAX_VALUE : Long.parseLong(declared);
        } catch (NumberFormatException _) {
            return Long.MAX_VALUE;
        }
    }

    private static boolean hasBody(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                || (request.headers().contains(HttpHeaders.CONTENT_LENGTH) && declaredLength(request) > 0);
    }

    private static void discard(Vertx vertx, HttpServerRequest request) {
        boolean closing = declaredLength(request) > SMALL;
        long timer = vertx.setTimer(LINGER.toMillis(), _ -> request.connection().close());
        request.exceptionHandler(_ -> vertx.cancelTimer(timer));
        request.handler(_ -> {
            // Read away.
        });
        request.endHandler(_ -> {
            vertx.cancelTimer(timer);
            if (closing) {
                request.connection().close();
            }
        });
        request.resume();
    }
}
