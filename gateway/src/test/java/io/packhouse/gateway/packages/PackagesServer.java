package io.packhouse.gateway.packages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.internal.VertxInternal;
import io.vertx.ext.web.Router;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.packages.CatalogueRecord;
import io.packhouse.gateway.api.Access;
import io.packhouse.gateway.api.ApiRoutes;
import io.packhouse.gateway.api.ProblemHandler;
import io.packhouse.gateway.api.Tokens;
import io.packhouse.gateway.downloads.ArtifactResponse;
import io.packhouse.gateway.downloads.DownloadMetrics;
import io.packhouse.gateway.http.BlockingCalls;
import io.packhouse.platform.config.Config;
import io.packhouse.platform.kafka.LogRecord;
import io.packhouse.platform.kafka.Position;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.platform.objects.ObjectStore;

/** A real HTTP server with the package store's interfaces alone, on a real object store; the log of the catalogue is a test's. */
final class PackagesServer implements AutoCloseable {

    final Vertx vertx = Vertx.vertx();
    final ObjectStore store;
    final ToyStore jobs;
    final CatalogueView view;
    /** What the log can say of its end. */
    volatile Future<Void> asOfNow;
    /** What is downloaded of a revision. */
    volatile PackageDownloads downloads = new StoredFiles();
    private final Path objects;
    private final Context viewContext;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    PackagesServer(Path objects, String... changed) {
        this(objects, Optional.empty(), UnaryOperator.identity(), changed);
    }

    /** A server whose log does not say yet how far it goes. */
    static PackagesServer behind(Path objects) {
        return new PackagesServer(objects, Future.future(_ -> {
        }), Optional.empty(), UnaryOperator.identity());
    }

    /**
     * @param objects
     *            for the object store
     * @param tokens
     *            without them nobody needs one
     * @param changed
     *            settings that differ from the defaults, key and value in turn
     */
    PackagesServer(Path objects, Optional<Path> tokens, UnaryOperator<ObjectStore> around, String... changed) {
        this(objects, Future.succeededFuture(), tokens, around, changed);
        folded();
    }

    private PackagesServer(Path objects, Future<Void> first, Optional<Path> tokens, UnaryOperator<ObjectStore> around,
            String... changed) {
        this.objects = objects;
        this.store = around.apply(new FileObjectStore(objects));
        Map<String, String> flags = new HashMap<>();
        for (int i = 0; i < changed.length; i += 2) {
            flags.put(changed[i], changed[i + 1]);
        }
        PackagesGatewaySettings settings = Config
                .load(List.of(PackagesGatewaySettings.DEFAULTS), Optional.empty(), Map.of(), flags)
                .section(PackagesGatewaySettings.SECTION, PackagesGatewaySettings.class);
        BlockingCalls calls = new BlockingCalls(vertx, 100);
        viewContext = ((VertxInternal) vertx).createEventLoopContext();
        view = new CatalogueView(vertx, calls, settings.waitingLimit());
        asOfNow = first;
        view.start(viewContext, () -> asOfNow);
        jobs = new ToyStore(vertx, store, this::append);
        Router router = Router.router(vertx);
        ProblemHandler.installOn(router);
        server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
        Access access = tokens.map(file -> Access.by(new Tokens(file))).orElseGet(Access::open);
        ArtifactResponse artifacts = new ArtifactResponse(vertx, store, DownloadMetrics.NONE);
        PackagesFoundation shared = PackagesFoundation.of(vertx, settings, access, view, jobs, store, this::url);
        new PackagesInterface(shared, settings,
                (revision, hardwareId, address) -> downloads.artifact(revision, hardwareId, address), artifacts)
                .mount(router);
        ApiRoutes api = new ApiRoutes(router, access);
        new PackagesApi(shared, calls, artifacts).mount(api);
        new PackageWritesApi(shared, Duration.ofSeconds(20)).mount(api);
        api.seal();
    }

    /** Appends to the log; the view folds it a little later. */
    private void append(CatalogueRecord record) {
        viewContext
                .runOnContext(_ -> view.fold(new LogRecord(Topic.PACKAGES, new Position(0, 0), Instant.now(), "", Map.of(),
                        Json.write(record))));
    }

    /** Puts packages into the catalogue, one after the other; they are there when this returns. */
    void add(ToyPackage... packages) {
        for (ToyPackage one : packages) {
            append(new CatalogueRecord.Uploaded(JobId.random(), Instant.parse("2026-01-31T12:34:56Z"), "test",
                    ToyPackage.verify(store, one.store(store)), null));
        }
        folded();
    }

    /** Puts what packages say into the catalogue, without their files. */
    void tell(Stream<ToyPackage> packages) {
        packages.forEach(one -> append(new CatalogueRecord.Uploaded(JobId.random(), Instant.parse("2026-01-31T12:34:56Z"),
                "test", one.facts(), null)));
        folded();
    }

    /** Waits until what was appended is folded. */
    void folded() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        viewContext.runOnContext(_ -> done.complete(null));
        done.join();
    }

    /** The log cannot be asked how far it goes. */
    void cutOff() {
        asOfNow = Future.failedFuture(new Failure(Failure.Code.UNAVAILABLE, "Kafka cannot be asked now").exception());
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    int port() {
        return server.actualPort();
    }

    HttpResponse<byte[]> sendForBytes(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path))
                .method(method, body.length == 0
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofByteArray(body))
                .timeout(Duration.ofSeconds(60));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends a request and answers what came back in words: the status, a space, the body. */
    String said(String method, String path, byte[] body, String... headers) {
        HttpResponse<byte[]> answer = sendForBytes(method, path, body, headers);
        return answer.statusCode() + " " + text(answer);
    }

    String said(String method, String path, String... headers) {
        return said(method, path, new byte[0], headers);
    }

    HttpResponse<byte[]> get(String path, String... headers) {
        return sendForBytes("GET", path, new byte[0], headers);
    }

    String upload(ToyPackage one, String... headers) {
        return said("PUT", "/package/upload", one.bytes(), headers);
    }

    static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    static JsonNode json(HttpResponse<byte[]> answer) {
        return Json.read(answer.body(), JsonNode.class);
    }

    /** A connection for what an HTTP client would not send. */
    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
        socket.setSoTimeout(60_000);
        return socket;
    }

    /** Files in the object store: temporary ones, blobs and objects. */
    List<Path> files() {
        try (Stream<Path> all = Files.walk(objects)) {
            return all.filter(Files::isRegularFile).filter(file -> !file.toString().endsWith(".lock")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean has(BlobRef blob) {
        return store.find(blob.sha256()).isPresent();
    }

    @Override
    public void close() {
        client.close();
        vertx.close().await();
    }
}
