package io.packhouse.gateway.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;

/**
 * Bounds connections: their number, and the time that one may be without a request in flight, which also ends clients that
 * send the head of a request byte by byte; the idle timeout of the server would not. On the server's context.
 */
final class Connections implements Handler<HttpConnection> {

    private static final Duration SWEEP = Duration.ofSeconds(1);

    private final int limit;
    private final long keepAliveNanos;
    private final Map<HttpConnection, Use> open = new HashMap<>();

    private static final class Use {
        private int requests;
        private long restsSince = System.nanoTime();
    }

    Connections(int limit, Duration keepAlive) {
        this.limit = limit;
        this.keepAliveNanos = keepAlive.toNanos();
    }

    /** Begins to look for connections that rest too long; answers the timer. */
    long watch(Vertx vertx) {
        return vertx.setPeriodic(SWEEP.toMillis(), _ -> sweep(System.nanoTime()));
    }

    private void sweep(long now) {
        Map.copyOf(open).forEach((connection, use) -> {
            if (use.requests == 0 && now - use.restsSince > keepAliveNanos) {
                connection.close();
            }
        });
    }

    @Override
    public void handle(HttpConnection connection) {
        if (open.size() >= limit) {
            connection.close();
            return;
        }
        open.put(connection, new Use());
        connection.closeHandler(_ -> open.remove(connection));
    }

    /** A request has begun on its connection. */
    void begun(HttpServerRequest request) {
        Use use = open.get(request.connection());
        if (use != null) {
            use.requests++;
            request.response().endHandler(_ -> {
                use.requests--;
                use.restsSince = System.nanoTime();
            });
        }
    }
}
