package io.packhouse.gateway.http;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of the traffic port, with the limits that every request has: request line, headers, connections, time.
 * Bodies that come compressed are not opened: there is no limit on what they would become.
 */
public final class TrafficServer {

    private static final Logger log = LoggerFactory.getLogger(TrafficServer.class);
    private static final int REQUEST_LINE_LIMIT = 4096;
    private static final int HEADERS_LIMIT = 8192;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final HttpSettings settings;
    private final Connections connections;
    private @Nullable HttpServer server;
    private long timer;

    public TrafficServer(Vertx vertx, HttpSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
        this.connections = new Connections(settings.maxConnections(), settings.keepAlive());
    }

    private HttpServerOptions options() {
        return new HttpServerOptions().setHost(settings.host()).setPort(settings.port())
                .setMaxInitialLineLength(REQUEST_LINE_LIMIT).setMaxHeaderSize(HEADERS_LIMIT)
                .setDecompressionSupported(false).setCompressionSupported(false).setHttp2ClearTextEnabled(false)
                .setIdleTimeout((int) settings.idleTimeout().toSeconds()).setIdleTimeoutUnit(TimeUnit.SECONDS);
    }

    /**
     * Listens; blocks until that works.
     *
     * @throws IllegalStateException
     *             when it does not, such as when the port is taken; in a sentence for the operator
     */
    public void listen(Router router) throws InterruptedException {
        HttpServer fresh = vertx.createHttpServer(options()).connectionHandler(connections)
                .exceptionHandler(e -> log.atDebug().addKeyValue("cause", e.toString()).log("A connection failed"))
                .requestHandler(request -> {
                    connections.begun(request);
                    router.handle(request);
                });
        var context = vertx.getOrCreateContext();
        Future<HttpServer> listening = Future.future(promise -> context.runOnContext(_ -> {
            timer = connections.watch(vertx);
            fresh.listen().onComplete(promise);
        }));
        try {
            server = listening.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException("http.port " + settings.port() + " on " + settings.host()
                    + " cannot be listened on (" + cause.getMessage()
                    + "); another value, or 0 for any free port, would do.",
                    cause);
        }
    }

    /** The port that it listens on. */
    public int port() {
        if (server == null) {
            throw new IllegalStateException("not listening");
        }
        return server.actualPort();
    }

    /** Closes the port and all connections; blocks. */
    public void close() {
        if (server == null) {
            return;
        }
        vertx.cancelTimer(timer);
        try {
            server.shutdown(Duration.ofSeconds(1)).toCompletionStage().toCompletableFuture().get(CLOSE_LIMIT.toSeconds(),
                    TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.atWarn().addKeyValue("cause", e.toString()).log("The HTTP server did not close in time");
        }
        server = null;
    }
}
