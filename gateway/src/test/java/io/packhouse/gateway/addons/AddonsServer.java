package io.packhouse.gateway.addons;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.addons.SdkCatalogue;
import io.packhouse.contracts.addons.SdkCatalogue.Sdk;
import io.packhouse.gateway.api.Access;
import io.packhouse.gateway.api.ApiRoutes;
import io.packhouse.gateway.api.ProblemHandler;
import io.packhouse.gateway.api.Tokens;
import io.packhouse.gateway.downloads.ArtifactResponse;
import io.packhouse.gateway.downloads.DownloadMetrics;
import io.packhouse.gateway.downloads.ToySignatures;
import io.packhouse.gateway.http.BlockingCalls;
import io.packhouse.gateway.jobs.ArtifactsApi;
import io.packhouse.gateway.jobs.Removals;
import io.packhouse.platform.config.Config;
import io.packhouse.platform.kafka.LogRecord;
import io.packhouse.platform.kafka.Position;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.platform.secrets.Secrets;
import io.packhouse.platform.secrets.SecretsSettings;

/** A real HTTP server with this interface alone, on a real object store; its jobs are only accepted. */
final class AddonsServer implements AutoCloseable {

    static final String SECRET = "s3cret";

    final Vertx vertx = Vertx.vertx();
    final RecordedJobs jobs = new RecordedJobs();
    final Path objects;
    final FileObjectStore store;
    final Secrets secrets;
    final SdkView sdks;
    final FormBodies forms;
    volatile Future<Void> asOfNow = Future.succeededFuture();
    private final HttpServer server;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    AddonsServer(Path objects, String... changed) {
        this(objects, Optional.empty(), changed);
    }

    /**
     * @param objects
     *            for the object store
     * @param changed
     *            settings that differ from the defaults, key and value in turn
     */
    AddonsServer(Path objects, Optional<Path> tokens, String... changed) {
        this.objects = objects;
        this.store = new FileObjectStore(objects);
        Map<String, String> flags = new HashMap<>(Map.of("addons.secrets", SECRET + ",older"));
        for (int i = 0; i < changed.length; i += 2) {
            flags.put(changed[i], changed[i + 1]);
        }
        Config config = Config.load(List.of(AddonsGatewaySettings.DEFAULTS), Optional.empty(), Map.of(), flags);
        AddonsGatewaySettings settings = config.section(AddonsGatewaySettings.SECTION, AddonsGatewaySettings.class);
        this.secrets = new Secrets(config.section(AddonsGatewaySettings.SECTION, SecretsSettings.class));
        secrets.watch(vertx);
        this.sdks = new SdkView(() -> asOfNow);
        register(new SdkCatalogue(List.of(new Sdk("1.0", "a"), new Sdk("1.14", "b"), new Sdk("1.2.1", "a")), "1.14"));
        Router router = Router.router(vertx);
        ProblemHandler.installOn(router);
        server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
        BlockingCalls calls = new BlockingCalls(vertx, 100);
        Removals removals = new Removals(store, calls);
        ArtifactResponse artifacts = new ArtifactResponse(vertx, store, DownloadMetrics.NONE);
        AddonsFoundation shared = AddonsFoundation.of(vertx, settings, secrets, sdks, store, this::url);
        this.forms = shared.forms();
        new AddonsInterface(shared, settings, jobs, removals, artifacts, new ToySignatures()).mount(router);
        ApiRoutes api = new ApiRoutes(router,
                tokens.map(file -> Access.by(new Tokens(file))).orElseGet(Access::open));
        new AddonsApi(shared, settings, jobs, Duration.ofSeconds(1)).mount(api);
        new ArtifactsApi(jobs, removals, artifacts, new ToySignatures()).mount(api);
    }

    void register(SdkCatalogue catalogue) {
        sdks.fold(new LogRecord(Topic.REGISTRY, new Position(0, 0), Instant.now(), SdkCatalogue.ENTRY, Map.of(),
                Json.write(catalogue)));
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    int port() {
        return server.actualPort();
    }

    /** Posts an urlencoded form: names and values in turn. */
    HttpResponse<String> form(String path, String... fields) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            body.append(body.isEmpty() ? "" : "&").append(encode(fields[i])).append('=').append(encode(fields[i + 1]));
        }
        return send("POST", path, body.toString().getBytes(StandardCharsets.UTF_8), "Content-Type",
                "application/x-www-form-urlencoded");
    }

    HttpResponse<String> rebuild(String... fields) {
        return form("/repackage/rebuild/", fields);
    }

    /** Posts a multipart form. */
    HttpResponse<String> multipart(String path, Part... parts) {
        return send("POST", path, Part.body("xyz", parts), "Content-Type", "multipart/form-data; boundary=xyz");
    }

    HttpResponse<String> send(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path))
                .method(method,
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body))
                .timeout(Duration.ofSeconds(60));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, new byte[0], headers);
    }

    /** A connection for what an HTTP client would not send. */
    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
        socket.setSoTimeout(60_000);
        return socket;
    }

    static JsonNode json(HttpResponse<String> answer) {
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Files in the object store: temporary ones, blobs and objects. */
    List<Path> files() {
        try (Stream<Path> all = Files.walk(objects)) {
            return all.filter(Files::isRegularFile).filter(file -> !file.toString().endsWith(".lock")).sorted()
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] content(BlobRef blob) {
        try (var in = store.open(blob.sha256(), 0, blob.size())) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A part of a multipart form; one with a file name is a file. */
    record Part(String name, Optional<String> fileName, byte[] content) {
        static Part text(String name, String value) {
            return new Part(name, Optional.empty(), value.getBytes(StandardCharsets.UTF_8));
        }

        static Part file(String name, String fileName, byte[] content) {
            return new Part(name, Optional.of(fileName), content);
        }

        static byte[] body(String boundary, Part... parts) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            Arrays.stream(parts).forEach(part -> {
                body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + part.name() + "\""
                        + part.fileName().map(name -> "; filename=\"" + name + "\"\r\nContent-Type: application/x-xpinstall")
                                .orElse("")
                        + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
                body.writeBytes(part.content());
                body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
            });
            body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
            return body.toByteArray();
        }
    }

    @Override
    public void close() {
        client.close();
        vertx.close().await();
    }
}
