package io.packhouse.gateway.environments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;

import io.packhouse.contracts.Json;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.environments.EnvironmentRepository;
import io.packhouse.gateway.api.ProblemHandler;
import io.packhouse.gateway.downloads.ArtifactResponse;
import io.packhouse.gateway.downloads.DownloadMetrics;
import io.packhouse.gateway.http.BlockingCalls;
import io.packhouse.gateway.http.Drain;
import io.packhouse.platform.config.Config;
import io.packhouse.platform.kafka.LogRecord;
import io.packhouse.platform.kafka.Position;
import io.packhouse.platform.objects.FileObjectStore;

/** A real HTTP server with this interface alone, on a real object store; its jobs end in this process. */
final class EnvironmentsServer implements AutoCloseable {

    final Vertx vertx = Vertx.vertx();
    final FileObjectStore objects;
    final ToyJobs jobs;
    final RepositoryView repository;
    final EnvironmentsInterface environments;
    final Drain drain = new Drain();
    volatile Future<Void> asOfNow = Future.succeededFuture();
    private final HttpServer server;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * @param folder
     *            for the object store
     * @param changed
     *            settings that differ from the defaults, key and value in turn
     */
    EnvironmentsServer(Path folder, String... changed) {
        objects = new FileObjectStore(folder);
        jobs = new ToyJobs(vertx, objects);
        BlockingCalls calls = new BlockingCalls(vertx, 1_000);
        repository = new RepositoryView(vertx, () -> asOfNow, calls, objects);
        environments = new EnvironmentsInterface(vertx, settings(changed), this::url, repository, jobs, objects, calls,
                new ArtifactResponse(vertx, objects, DownloadMetrics.NONE), new SimpleMeterRegistry());
        Router router = Router.router(vertx);
        router.route().handler(drain);
        ProblemHandler.installOn(router);
        environments.mount(router);
        server = vertx.createHttpServer(new HttpServerOptions()).requestHandler(router).listen(0, "127.0.0.1").await();
    }

    static EnvironmentsGatewaySettings settings(String... changed) {
        Map<String, String> flags = new HashMap<>();
        for (int i = 0; i < changed.length; i += 2) {
            flags.put("environments." + changed[i], changed[i + 1]);
        }
        return Config.load(List.of(EnvironmentsGatewaySettings.DEFAULTS), Optional.empty(), Map.of(), flags)
                .section(EnvironmentsGatewaySettings.SECTION, EnvironmentsGatewaySettings.class);
    }

    /** Tells of a repository, as the registry does. */
    EnvironmentsServer tell(EnvironmentRepository told) {
        repository
                .fold(new LogRecord(Topic.REGISTRY, new Position(0, 0), Instant.now(), EnvironmentRepository.ENTRY, Map.of(),
                        Json.write(told)));
        return this;
    }

    /** Tells of the repository and waits until it is there. */
    EnvironmentsServer with(ToyRepository toys) {
        tell(toys.publish());
        repository.now().toCompletionStage().toCompletableFuture().join();
        return this;
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, new byte[0], headers);
    }

    /** Asks the builder; {@code body} may have ' for ". */
    HttpResponse<String> build(String body, String... headers) {
        return send("POST", "/v2/builder", ToyRepository.bytes(body), headers);
    }

    HttpResponse<String> send(String method, String path, byte[] body, String... headers) {
        try {
            return client.send(request(method, path, body, headers),
                    HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    CompletableFuture<HttpResponse<String>> later(String body, String... headers) {
        return client.sendAsync(request("POST", "/v2/builder", ToyRepository.bytes(body), headers),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private HttpRequest request(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path)).timeout(Duration.ofSeconds(60))
                .method(method, body.length == 0
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofByteArray(body));
        return (headers.length > 0 ? request.headers(headers) : request).build();
    }

    /** Sends bytes as they are and answers everything that comes until the server closes, or sends nothing for a second. */
    String raw(String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            StringBuilder answer = new StringBuilder();
            byte[] piece = new byte[8192];
            for (int read = socket.getInputStream().read(piece); read > 0; read = socket.getInputStream().read(piece)) {
                answer.append(new String(piece, 0, read, StandardCharsets.ISO_8859_1));
            }
            return answer.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
        socket.setSoTimeout(60_000);
        return socket;
    }

    static JsonNode json(HttpResponse<String> answer) {
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    @Override
    public void close() {
        client.close();
        vertx.close().await();
    }
}
