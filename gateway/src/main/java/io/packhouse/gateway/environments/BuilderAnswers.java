package io.packhouse.gateway.environments;

import java.util.Locale;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.addonscript.documents.Problem;
import io.packhouse.addonscript.documents.RefusedException;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.Json;
import io.packhouse.gateway.http.RequestTrace;

/**
 * What clients of AddonScript are told when something does not work (reference, 3.4). The status decides whether a client asks
 * another instance: 400 and what it would take for it (401, 403, 408, 422, 429) say no, so only a wrong request gets one of them.
 */
final class BuilderAnswers {

    /** The media type of problems. */
    static final String PROBLEM = "application/problem+json";

    private static final Logger log = LoggerFactory.getLogger(BuilderAnswers.class);
    private static final String RETRY_SECONDS = "5";

    private BuilderAnswers() {
    }

    /** Answers with whatever a request has failed by. */
    static void fail(RoutingContext context, Throwable thrown) {
        switch (thrown) {
            case RefusedException refused -> send(context, refused.refusal().status(), refused.refusal().toJson());
            case BuildFailedException failed ->
                problem(context, 500, code(failed.failure()),
                        "the environment could not be built: " + words(failed.failure()));
            case FailureException known -> fail(context, known.failure(), known);
            case HttpException http when http.getStatusCode() < 500 ->
                problem(context, 400, "malformed", "the request is not understood");
            default -> fault(context, thrown);
        }
    }

    private static void fail(RoutingContext context, Failure failure, Throwable thrown) {
        switch (failure.code()) {
            case NOT_FOUND -> problem(context, 404, "not_found", words(failure));
            case TOO_LARGE -> problem(context, 413, "too_large", words(failure));
            case INVALID_REQUEST -> problem(context, 400, "malformed", words(failure));
            // A slow sender may well reach another instance faster: 408 would keep it from trying.
            case UNAVAILABLE, STORAGE_FULL, TOO_SLOW, TOO_MANY -> unavailable(context, failure);
            default -> fault(context, thrown);
        }
    }

    private static void unavailable(RoutingContext context, Failure failure) {
        if (!context.response().headWritten()) {
            context.response().putHeader(HttpHeaders.RETRY_AFTER,
                    failure.retryAfter() == null ? RETRY_SECONDS : failure.retryAfter().toString());
        }
        problem(context, 503, code(failure), words(failure));
    }

    /** A fault of ours: logged here, and of no more use to others than that. */
    private static void fault(RoutingContext context, Throwable thrown) {
        log.atError().addKeyValue("trace", RequestTrace.of(context).traceId())
                .addKeyValue("method", context.request().method()).addKeyValue("path", context.request().path())
                .setCause(thrown)
                .log("A request failed by a fault of ours");
        problem(context, 500, "internal",
                "a fault of ours; the log knows more under the trace id " + RequestTrace.of(context).traceId());
    }

    /** There is nothing at this path. */
    static void notFound(RoutingContext context, String what) {
        problem(context, 404, "not_found", what);
    }

    /** The path takes other methods. */
    static void notAllowed(RoutingContext context, String allow) {
        context.response().putHeader(HttpHeaders.ALLOW, allow);
        problem(context, 405, "method_not_allowed",
                "this path takes " + allow + ", not " + Problem.echo(context.request().method().name()));
    }

    static void problem(RoutingContext context, int status, String code, String detail) {
        ObjectNode body = Json.mapper().createObjectNode().put("type", "about:blank").put("title", title(status))
                .put("status", status).put("detail", detail).put("code", code);
        send(context, status, body);
    }

    private static void send(RoutingContext context, int status, ObjectNode body) {
        HttpServerResponse response = context.response();
        if (response.headWritten() || response.closed()) {
            // Too late for words: a connection that ends early is the only sign left.
            context.request().connection().close();
            return;
        }
        Buffer json = Buffer.buffer(Json.write(body));
        response.headers().remove(HttpHeaders.ETAG);
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, PROBLEM)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(json.length()));
        if (context.request().method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(json);
        }
    }

    private static String code(Failure failure) {
        return failure.code().wire().replace('-', '_').toLowerCase(Locale.ROOT);
    }

    private static String words(Failure failure) {
        return Problem.echo(failure.message());
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 413 -> "Content Too Large";
            case 415 -> "Unsupported Media Type";
            case 503 -> "Service Unavailable";
            default -> "Internal Server Error";
        };
    }
}
