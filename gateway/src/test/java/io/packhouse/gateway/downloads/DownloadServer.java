package io.packhouse.gateway.downloads;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.FailureException;
import io.packhouse.gateway.downloads.DownloadMetrics.Download;
import io.packhouse.platform.objects.ObjectStore;

/** A real server on the loopback that serves artifacts by name: {@code /NAME}; {@code /ping} answers {@code pong}. */
final class DownloadServer implements AutoCloseable {

    final List<Download> downloads = new CopyOnWriteArrayList<>();
    final List<Throwable> unhandled = new CopyOnWriteArrayList<>();

    private final Map<String, Artifact> artifacts = new ConcurrentHashMap<>();
    private final Vertx vertx;
    private final HttpServer server;

    /** @param nativeTransport whether sockets are those of Netty's native library, where it loads, instead of Java's */
    DownloadServer(ObjectStore store, HttpServerOptions options, Duration stallLimit, boolean nativeTransport)
            throws Exception {
        vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(nativeTransport));
        ArtifactResponse response = new ArtifactResponse(vertx, store, downloads::add, stallLimit);
        Router router = Router.router(vertx);
        router.route("/ping").handler(context -> context.response().end("pong"));
        router.route("/:name").handler(context -> {
            Artifact artifact = artifacts.get(context.pathParam("name"));
            if (artifact == null) {
                context.fail(404);
            } else {
                response.send(context, artifact).onFailure(context::fail);
            }
        });
        router.errorHandler(500, context -> {
            boolean told = context.failure() instanceof FailureException;
            context.response().setStatusCode(told ? 503 : 500).end(String.valueOf(context.failure().getMessage()));
        });
        vertx.exceptionHandler(unhandled::add);
        server = vertx.createHttpServer(options).requestHandler(router).exceptionHandler(unhandled::add)
                .listen(0, "127.0.0.1")
                .toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    int port() {
        return server.actualPort();
    }

    void serve(Artifact artifact) {
        artifacts.put(artifact.name(), artifact);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
