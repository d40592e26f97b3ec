package io.packhouse.gateway.addons;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Json;
import io.packhouse.gateway.api.Problem;
import io.packhouse.gateway.forms.FormException;

/** Answers of the original's interface: a line of text, or JSON. */
final class PlainAnswer {

    private PlainAnswer() {
    }

    static void text(RoutingContext context, int status, String text) {
        if (!gone(context)) {
            context.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store").putHeader("X-Content-Type-Options", "nosniff")
                    .end(text);
        }
    }

    static void json(RoutingContext context, Object value) {
        if (!gone(context)) {
            context.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store").end(Buffer.buffer(Json.write(value)));
        }
    }

    /** A method that the path does not have: empty, as the original. */
    static void notAllowed(RoutingContext context, String allowed) {
        context.response().setStatusCode(405).putHeader(HttpHeaders.ALLOW, allowed).end();
    }

    /** What went wrong on the way, in its own status; faults of ours are logged. */
    static void failed(RoutingContext context, Throwable thrown) {
        switch (thrown) {
            case RefusedException refused -> text(context, refused.status(), String.valueOf(refused.getMessage()));
            case FormException malformed -> text(context, 400, String.valueOf(malformed.getMessage()));
            default -> {
                Failure failure = Problem.failureOf(thrown, context);
                if (failure.code() == Failure.Code.UNAVAILABLE && !gone(context)) {
                    context.response().putHeader(HttpHeaders.RETRY_AFTER, "2");
                }
                text(context, Problem.statusOf(failure), failure.message());
            }
        }
    }

    private static boolean gone(RoutingContext context) {
        return context.response().ended() || context.response().closed();
    }
}
