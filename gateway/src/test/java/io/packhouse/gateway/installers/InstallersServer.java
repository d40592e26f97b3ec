package io.packhouse.gateway.installers;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;

import io.packhouse.contracts.Segment;
import io.packhouse.gateway.api.ProblemHandler;
import io.packhouse.platform.config.Config;

/** A real HTTP server with this interface alone, and jobs that end in this process. */
final class InstallersServer implements AutoCloseable {

    final Vertx vertx = Vertx.vertx();
    final MemoryJobs jobs = new MemoryJobs(vertx);
    final InstallersGatewaySettings settings;
    final HttpServer server;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * @param changed
     *            settings that differ from the defaults, by key
     */
    InstallersServer(Map<String, String> changed) {
        settings = Config.load(List.of(InstallersGatewaySettings.DEFAULTS), Optional.empty(), Map.of(), changed)
                .section(InstallersGatewaySettings.SECTION, InstallersGatewaySettings.class);
        Router router = Router.router(vertx);
        ProblemHandler.installOn(router);
        server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
        new InstallersInterface(vertx, settings, this::url, jobs, (context, artifact) -> {
            Buffer content = Buffer.buffer();
            artifact.segments().forEach(segment -> content.appendBytes(((Segment.Inline) segment).bytes()));
            return context.response().putHeader("Content-Type", artifact.contentType()).end(content);
        }).mount(router);
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** Sends a request without following redirects. */
    HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : url() + path))
                .method(method,
                        body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .timeout(Duration.ofSeconds(60)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, "");
    }

    /** A connection for what an HTTP client would not send. */
    Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", server.actualPort());
        socket.setSoTimeout(60_000);
        return socket;
    }

    @Override
    public void close() {
        client.close();
        vertx.close().await();
    }
}
