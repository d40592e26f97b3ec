package io.packhouse.gateway.installers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;

import io.packhouse.gateway.api.Access;
import io.packhouse.gateway.api.ApiRoutes;
import io.packhouse.gateway.api.ProblemHandler;
import io.packhouse.gateway.downloads.ArtifactResponse;
import io.packhouse.gateway.downloads.DownloadMetrics;
import io.packhouse.gateway.downloads.ToySignatures;
import io.packhouse.platform.config.Config;
import io.packhouse.platform.objects.FileObjectStore;

/** A real HTTP server with this interface alone, and jobs that end in this process. */
final class InstallersServer implements AutoCloseable {

    final Vertx vertx = Vertx.vertx();
    final MemoryJobs jobs = new MemoryJobs(vertx);
    final InstallersGatewaySettings settings;
    final HttpServer server;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * @param directory
     *            for the object store
     * @param changed
     *            settings that differ from the defaults, by key
     */
    InstallersServer(Path directory, Map<String, String> changed) {
        settings = Config.load(List.of(InstallersGatewaySettings.DEFAULTS), Optional.empty(), Map.of(), changed)
                .section(InstallersGatewaySettings.SECTION, InstallersGatewaySettings.class);
        Router router = Router.router(vertx);
        ProblemHandler.installOn(router);
        server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
        ArtifactResponse artifacts = new ArtifactResponse(vertx, new FileObjectStore(directory), DownloadMetrics.NONE);
        new InstallersInterface(vertx, settings, this::url, jobs, artifacts, new ToySignatures()).mount(router);
        new InstallersApi(vertx, settings, jobs, Duration.ofSeconds(1)).mount(new ApiRoutes(router, Access.open()));
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** Sends a request without following redirects. */
    HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : url() + path))
                .method(method,
                        body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .timeout(Duration.ofSeconds(60));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, "");
    }

    /** A connection for what an HTTP client would not send. */
    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
        socket.setSoTimeout(60_000);
        return socket;
    }

    @Override
    public void close() {
        client.close();
        vertx.close().await();
    }
}
