package io.packhouse.gateway.installers;

import java.nio.charset.StandardCharsets;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

import io.packhouse.contracts.Failure;
import io.packhouse.gateway.api.Problem;

/**
 * Answers of this interface that are for people: tiny HTML pages. Unlike the original's they have a status that says what
 * happened, so that no client saves one as an archive (section 16, item 2).
 */
final class Page {

    private static final int RETRY_AFTER_SECONDS = 2;

    private Page() {
    }

    /** Sends a page with one sentence. */
    static void send(RoutingContext context, int status, String title, String sentence) {
        if (context.response().ended() || context.response().closed()) {
            return;
        }
        String html = "<!doctype html>\n<meta charset=utf-8>\n<title>" + escape(title) + "</title>\n<h1>" + escape(title)
                + "</h1>\n<p>" + escape(sentence) + "</p>\n";
        context.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store").putHeader("X-Content-Type-Options", "nosniff");
        if (context.request().method().equals(HttpMethod.HEAD)) {
            context.response().putHeader(HttpHeaders.CONTENT_LENGTH,
                    String.valueOf(html.getBytes(StandardCharsets.UTF_8).length)).end();
        } else {
            context.response().end(html);
        }
    }

    static void notFound(RoutingContext context, String sentence) {
        send(context, 404, "Not found", sentence);
    }

    /** A method that the path does not have. */
    static void notAllowed(RoutingContext context, String allowed) {
        context.response().putHeader(HttpHeaders.ALLOW, allowed);
        send(context, 405, "Method not allowed", "This address answers " + allowed + ".");
    }

    static void unavailable(RoutingContext context, String sentence) {
        context.response().putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(RETRY_AFTER_SECONDS));
        send(context, 503, "Try again soon", sentence);
    }

    /** What went wrong on the way, in the status that the failure has everywhere; faults of ours are logged. */
    static void failed(RoutingContext context, Throwable thrown) {
        Failure failure = Problem.failureOf(thrown, context);
        if (failure.code() == Failure.Code.UNAVAILABLE) {
            unavailable(context, failure.message());
        } else {
            send(context, Problem.statusOf(failure), "This did not work", failure.message());
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
