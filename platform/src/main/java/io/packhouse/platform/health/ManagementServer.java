package io.packhouse.platform.health;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.Json;
import io.packhouse.platform.observe.Metrics;
import io.packhouse.platform.service.Service;

/**
 * The management port: {@code GET /health/live} and {@code /health/ready} (200 or 503, with the checks as JSON),
 * {@code /metrics} for Prometheus and {@code /info}. Apart from the traffic port, so that probes are answered while that one
 * is busy, and that it need not be open to the world. Answers are made on a worker thread, never on the event loop.
 */
public final class ManagementServer implements Service {

    private static final Logger log = LoggerFactory.getLogger(ManagementServer.class);
    private static final String JSON = "application/json";
    private static final int START_SECONDS = 10;

    private final Vertx vertx;
    private final ManagementSettings settings;
    private final ProcessInfo info;
    private final Health health;
    private final Metrics metrics;
    private @Nullable HttpServer server;

    public ManagementServer(Vertx vertx, ManagementSettings settings, ProcessInfo info, Health health, Metrics metrics) {
        this.vertx = vertx;
        this.settings = settings;
        this.info = info;
        this.health = health;
        this.metrics = metrics;
    }

    @Override
    public String name() {
        return "management";
    }

    @Override
    public void start() throws Exception {
        var options = new HttpServerOptions().setHost(settings.host()).setPort(settings.port()).setIdleTimeout(60);
        server = vertx.createHttpServer(options).requestHandler(this::handle).listen()
                .recover(cause -> Future.failedFuture(unlistenable(cause))).await(START_SECONDS, TimeUnit.SECONDS);
        log.atInfo().addKeyValue("address", "http://" + settings.host() + ":" + port()).log("Management port is open");
    }

    private IllegalStateException unlistenable(Throwable cause) {
        return new IllegalStateException("management.port " + settings.port() + " on " + settings.host()
                + " cannot be listened on (" + cause.getMessage() + "); another value, or 0 for any free port, would do.",
                cause);
    }

    /** The port that the server listens on; only after {@link #start}. */
    public int port() {
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        return server.actualPort();
    }

    @Override
    public void close() {
        if (server != null) {
            server.close().await();
            server = null;
        }
    }

    private void handle(HttpServerRequest request) {
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            request.response().setStatusCode(405).putHeader("Allow", "GET, HEAD").end();
            return;
        }
        switch (request.path()) {
            case "/health/live" -> answer(request, () -> ofReport(health.live()));
            case "/health/ready" -> answer(request, () -> ofReport(health.ready()));
            case "/metrics" -> answer(request,
                    () -> new Answer(200, "text/plain; version=0.0.4; charset=utf-8", Buffer.buffer(metrics.scrape())));
            case "/info" -> answer(request, () -> new Answer(200, JSON, Buffer.buffer(Json.write(info))));
            case null, default -> request.response().setStatusCode(404).end();
        }
    }

    private record Answer(int status, String type, Buffer body) {
    }

    private static Answer ofReport(Report report) {
        return new Answer(report.up() ? 200 : 503, JSON, Buffer.buffer(Json.write(report)));
    }

    private void answer(HttpServerRequest request, Callable<Answer> work) {
        vertx.executeBlocking(work, false).recover(fault -> {
            log.atError().setCause(fault).addKeyValue("path", request.path()).log("A management question failed");
            return Future
                    .succeededFuture(new Answer(500, "text/plain", Buffer.buffer("a fault of ours; the log knows more\n")));
        }).onSuccess(answer -> {
            var response = request.response();
            if (response.closed()) {
                return;
            }
            response.setStatusCode(answer.status()).putHeader("Content-Type", answer.type()).putHeader("Cache-Control",
                    "no-store");
            if (request.method().equals(HttpMethod.HEAD)) {
                response.putHeader("Content-Length", Integer.toString(answer.body().length())).end();
            } else {
                response.end(answer.body());
            }
        });
    }
}
