package io.packhouse.gateway.http;

import java.time.Duration;
import java.util.Set;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

import io.packhouse.platform.trace.TraceLocal;

/**
 * Begins the trace of every request, and when it has ended counts it ({@code packhouse.http.requests}) and says so in the
 * log. Queries are in neither: they may hold what is nobody's business.
 */
public final class RequestLog implements Handler<RoutingContext>, AutoCloseable {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS");

    private final MeterRegistry registry;
    private final @Nullable AccessLines lines;

    /**
     * @param lines
     *            whether to write to the log
     */
    public RequestLog(MeterRegistry registry, boolean lines) {
        this.registry = registry;
        this.lines = lines ? new AccessLines() : null;
        if (this.lines != null) {
            this.lines.start();
        }
    }

    @Override
    public void handle(RoutingContext context) {
        long from = System.nanoTime();
        TraceLocal.set(RequestTrace.of(context));
        context.addEndHandler(end -> ended(context, end.succeeded(), Duration.ofNanos(System.nanoTime() - from)));
        context.next();
    }

    private void ended(RoutingContext context, boolean complete, Duration time) {
        HttpServerRequest request = context.request();
        int status = context.response().getStatusCode();
        String method = METHODS.contains(request.method().name()) ? request.method().name() : "OTHER";
        Timer.builder("packhouse.http.requests").description("Requests from their head to the end of the answer")
                .tag("route", routeOf(context)).tag("method", method)
                .tag("status", complete ? Integer.toString(status) : "broken")
                .register(registry).record(time);
        if (lines != null) {
            lines.add(new AccessLines.Line(RequestTrace.of(context).traceId(), method, request.path(), status,
                    context.response().bytesWritten(), time.toMillis(), complete));
        }
    }

    /** Writes the lines that wait. */
    @Override
    public void close() {
        if (lines != null) {
            lines.close();
        }
    }

    /** A route's name, never the path itself: what clients make up must not become a metric each. */
    private static String routeOf(RoutingContext context) {
        Route route = context.currentRoute();
        if (route == null) {
            return "none";
        }
        String name = route.getName();
        return name == null ? "none" : name;
    }
}
