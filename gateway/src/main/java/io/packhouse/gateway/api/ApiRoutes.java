package io.packhouse.gateway.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import io.packhouse.contracts.Failure;

/**
 * Mounts the operations of the API on a router, and remembers them, so that a test can hold them against the OpenAPI
 * document. Other methods of a path are 405 with {@code Allow}.
 */
public final class ApiRoutes {

    private final Router router;
    private final Access access;
    private final List<Operation> operations = new ArrayList<>();
    private final Map<String, List<HttpMethod>> byPath = new LinkedHashMap<>();

    /** An operation as OpenAPI names it: the path has its parameters in braces. */
    public record Operation(HttpMethod method, String path) {
    }

    public ApiRoutes(Router router, Access access) {
        this.router = router;
        this.access = access;
    }

    /**
     * Mounts an operation.
     *
     * @param path
     *            such as {@code /api/v1/jobs/{id}}; parameters are whole segments
     * @param scope
     *            what a token needs to have
     * @param handler
     *            called on the event loop, before anything asynchronous has happened to the request; reports what went wrong
     *            by {@link RoutingContext#fail(Throwable)} or by throwing
     */
    public void mount(HttpMethod method, String path, Scope scope, Handler<RoutingContext> handler) {
        mount(method, path).handler(access.require(scope)).handler(handler);
    }

    /**
     * Mounts an operation for holders of tokens, and for others.
     *
     * @param others
     *            see {@link Access#require(Scope, Function)}
     */
    public void mount(HttpMethod method, String path, Scope scope, Function<String, Optional<String>> others,
            Handler<RoutingContext> handler) {
        mount(method, path).handler(access.require(scope, others)).handler(handler);
    }

    /** Mounts an operation that everybody may use. */
    public void mountOpen(HttpMethod method, String path, Handler<RoutingContext> handler) {
        mount(method, path).handler(handler);
    }

    private Route mount(HttpMethod method, String path) {
        operations.add(new Operation(method, path));
        byPath.computeIfAbsent(path, _ -> new ArrayList<>()).add(method);
        return router.route(method, vertxPath(path)).setName(path);
    }

    /** Called once after the last operation: answers other methods, and other paths below {@code /api}. */
    public void seal() {
        byPath.forEach((path, methods) -> {
            String allow = methods.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
            router.route(vertxPath(path)).setName(path).handler(context -> {
                context.response().putHeader(HttpHeaders.ALLOW, allow);
                Problem.send(context, new Failure(Failure.Code.INVALID_REQUEST,
                        "this path takes " + allow + ", not " + context.request().method()), 405);
            });
        });
        router.route("/api/*").setName("/api/*").handler(context -> Problem.send(context, Problem.ofStatus(404)));
    }

    /** Everything that was mounted, in that order. */
    public List<Operation> operations() {
        return List.copyOf(operations);
    }

    private static String vertxPath(String path) {
        return path.replaceAll("\\{([a-z_]+)}", ":$1");
    }

    /** The path's parameter {@code name}, decoded; empty when the path has none. */
    public static Optional<String> parameter(RoutingContext context, String name) {
        return Optional.ofNullable(context.pathParam(name));
    }
}
