package io.packhouse.gateway.packages;

import java.util.Map;
import java.util.TreeMap;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.Json;
import io.packhouse.gateway.api.Problem;
import io.packhouse.gateway.http.RequestTrace;

/** Answers as the package server gives them: compact JSON with its keys in alphabetical order, or nothing at all. */
final class StoreAnswer {

    /** The media type of JSON. */
    static final String JSON = "application/json";
    /** The media type of nothing. */
    static final String NOTHING = "application/x-empty";

    private static final Logger log = LoggerFactory.getLogger(StoreAnswer.class);

    private StoreAnswer() {
    }

    /** {@code members}, or a list, with 200. */
    static void json(RoutingContext context, Object value) {
        json(context, 200, value);
    }

    private static void json(RoutingContext context, int status, Object value) {
        if (!gone(context)) {
            end(context.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store"), Buffer.buffer(Json.write(value)));
        }
    }

    /** What {@code {"message":…,"status":"fail"}} says, with 200: the request was understood, and refused. */
    static void refused(RoutingContext context, String message) {
        json(context, failure(message));
    }

    /** Nothing is there, or not by that method. */
    static void nothing(RoutingContext context) {
        nothing(context, 404);
    }

    private static void nothing(RoutingContext context, int status) {
        if (!gone(context)) {
            end(context.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, NOTHING), Buffer.buffer());
        }
    }

    /** {@code HEAD} gets the length, too, which is not told without being said. */
    private static void end(HttpServerResponse response, Buffer body) {
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length())).end(body);
    }

    /** What went wrong on the way, with its status and in words; faults of ours are logged. */
    static void failed(RoutingContext context, Throwable thrown) {
        Failure failure = Problem.failureOf(thrown, context);
        if (!gone(context)) {
            head(context.response(), failure);
            json(context, Problem.statusOf(failure), failure(failure.message()));
        }
    }

    /** The same without words, where a file was asked for. */
    static void fileFailed(RoutingContext context, Throwable thrown) {
        if (thrown instanceof FailureException known && isSaid(known.failure().code())) {
            if (!gone(context)) {
                head(context.response(), known.failure());
                nothing(context, Problem.statusOf(known.failure()));
            }
            return;
        }
        log.atError().addKeyValue("trace", RequestTrace.of(context).traceId())
                .addKeyValue("path", context.request().path())
                .addKeyValue("cause", String.valueOf(thrown.getMessage())).setCause(faultOf(thrown))
                .log("A package could not be sent");
        nothing(context, 500);
    }

    private static @Nullable Throwable faultOf(Throwable thrown) {
        return thrown instanceof FailureException ? thrown.getCause() : thrown;
    }

    /** What passes, and what is the caller's own mistake. */
    private static boolean isSaid(Failure.Code code) {
        return switch (code) {
            case UNAVAILABLE, STORAGE_FULL, TOO_MANY, TOO_SLOW, INVALID_REQUEST, TOO_LARGE -> true;
            default -> false;
        };
    }

    private static void head(HttpServerResponse response, Failure failure) {
        Problem.retryAfter(failure).ifPresent(seconds -> response.putHeader(HttpHeaders.RETRY_AFTER, seconds));
        if (failure.code() == Failure.Code.UNAUTHENTICATED) {
            response.putHeader("WWW-Authenticate", "Bearer realm=\"packhouse\"");
        }
    }

    private static Map<String, Object> failure(String message) {
        return new TreeMap<>(Map.of("message", message, "status", "fail"));
    }

    private static boolean gone(RoutingContext context) {
        return context.response().ended() || context.response().closed();
    }
}
