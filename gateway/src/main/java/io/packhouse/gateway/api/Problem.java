package io.packhouse.gateway.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.Json;
import io.packhouse.gateway.http.RequestTrace;

/**
 * A failure as {@code application/problem+json} (RFC 9457). The only place where failures get their HTTP status.
 *
 * @param type
 *            a stable URI, {@value #TYPE_PREFIX} and the code
 * @param title
 *            the kind of failure, the same for all of one type
 * @param detail
 *            what was wrong in this request
 * @param errors
 *            the single rules that it broke
 * @param traceId
 *            finds this request in the log
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(String type, String title, int status, String detail, List<Item> errors, String traceId) {

    /** What every {@link #type} begins with. */
    public static final String TYPE_PREFIX = "urn:packhouse:problem:";
    /** The media type. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final Logger log = LoggerFactory.getLogger(Problem.class);
    private static final String RETRY_SECONDS = "2";

    /** One broken rule: where (a JSON pointer as a URI fragment, such as {@code #/vessels/0/percentage}), and which. */
    public record Item(String pointer, String detail) {
    }

    /**
     * The HTTP status of a failure. A request that is understood but breaks rules is 422, one that is not understood is 400;
     * the code is {@code INVALID_REQUEST} for both.
     */
    public static int statusOf(Failure failure) {
        return switch (failure.code()) {
            case INVALID_REQUEST -> failure.violations().isEmpty() ? 400 : 422;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case TOO_LARGE -> 413;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case TOO_SLOW -> 408;
            case TOO_MANY -> 429;
            case UPSTREAM -> 502;
            case UNAVAILABLE -> 503;
            case STORAGE_FULL -> 507;
            case TIME_LIMIT, ATTEMPTS_EXHAUSTED, ABANDONED, KEYS_LOST, INTERNAL, UNKNOWN -> 500;
        };
    }

    /** Any throwable as a failure that may be shown. Faults of ours are logged here and tell the caller nothing. */
    public static Failure failureOf(Throwable thrown, RoutingContext context) {
        return switch (thrown) {
            case FailureException known -> known.failure();
            case HttpException http when http.getStatusCode() < 500 -> ofStatus(http.getStatusCode());
            default -> {
                log.atError().addKeyValue("trace", RequestTrace.of(context).traceId())
                        .addKeyValue("method", context.request().method()).addKeyValue("path", context.request().path())
                        .setCause(thrown).log("A request failed by a fault of ours");
                yield ofStatus(500);
            }
        };
    }

    /** The failure that a bare HTTP status of the router stands for. */
    static Failure ofStatus(int status) {
        return switch (status) {
            case 401 -> new Failure(Code.UNAUTHENTICATED, "the request needs an Authorization header");
            case 403 -> new Failure(Code.FORBIDDEN, "this is not allowed");
            case 404 -> new Failure(Code.NOT_FOUND, "there is nothing at this path");
            case 408 -> new Failure(Code.TOO_SLOW, "the request did not arrive in time");
            case 413 -> new Failure(Code.TOO_LARGE, "the request is too large");
            case 503 -> new Failure(Code.UNAVAILABLE, "this does not answer now; try again shortly");
            default -> status < 500
                    ? new Failure(Code.INVALID_REQUEST, "the request is not understood")
                    : new Failure(Code.INTERNAL, "a fault of ours; the log knows more under the trace id");
        };
    }

    /** Answers a request with a failure, in the status that {@link #statusOf} gives it. */
    public static void send(RoutingContext context, Failure failure) {
        send(context, failure, statusOf(failure));
    }

    /** Answers a request with a failure in a status of the caller's choice, where the path has a rule of its own (405). */
    public static void send(RoutingContext context, Failure failure, int status) {
        HttpServerResponse response = context.response();
        if (response.headWritten()) {
            // Too late for words: a connection that ends early is the only sign left.
            context.request().connection().close();
            return;
        }
        retryAfter(failure).ifPresent(seconds -> response.putHeader(HttpHeaders.RETRY_AFTER, seconds));
        if (failure.code() == Code.UNAUTHENTICATED) {
            response.putHeader("WWW-Authenticate", "Bearer realm=\"packhouse\"");
        }
        Problem problem = new Problem(TYPE_PREFIX + failure.code().wire(), title(failure.code()), status, failure.message(),
                failure.violations().stream().map(rule -> new Item(fragment(rule.pointer()), rule.message())).toList(),
                RequestTrace.of(context).traceId());
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store").end(Buffer.buffer(Json.write(problem)));
    }

    /** The value of {@code Retry-After}, for failures that pass. */
    public static Optional<String> retryAfter(Failure failure) {
        if (failure.retryAfter() != null) {
            return Optional.of(failure.retryAfter().toString());
        }
        return switch (failure.code()) {
            case UNAVAILABLE -> Optional.of(RETRY_SECONDS);
            case STORAGE_FULL, TOO_MANY -> Optional.of("60");
            default -> Optional.empty();
        };
    }

    private static String fragment(String pointer) {
        try {
            return new URI(null, null, pointer).toASCIIString();
        } catch (URISyntaxException _) {
            return "#";
        }
    }

    private static String title(Code code) {
        return switch (code) {
            case INVALID_REQUEST -> "The request breaks a rule";
            case NOT_FOUND -> "There is no such thing";
            case CONFLICT -> "Not possible in the present state";
            case TOO_LARGE -> "The request is too large";
            case UNAUTHENTICATED -> "Say who you are";
            case FORBIDDEN -> "Not allowed";
            case TOO_SLOW -> "The request came too slowly";
            case TOO_MANY -> "Too many requests";
            case UPSTREAM -> "Something from elsewhere is not what it should be";
            case UNAVAILABLE -> "Not available now";
            case STORAGE_FULL -> "No room";
            case TIME_LIMIT -> "The job ran too long";
            case ATTEMPTS_EXHAUSTED, ABANDONED -> "The job was given up";
            case KEYS_LOST -> "The made keys are lost";
            case INTERNAL, UNKNOWN -> "A fault of ours";
        };
    }
}
