package io.packhouse.envbuilder.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import org.assertj.core.api.AbstractThrowableAssert;

import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.envbuilder.steps.StepCall;
import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.steps.StepKinds;
import io.packhouse.envbuilder.steps.StepLimits;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.steps.Workshop;
import io.packhouse.envbuilder.values.Value;
import io.packhouse.platform.config.Config;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.platform.outbound.Outbound;
import io.packhouse.platform.outbound.OutboundSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Kinds of steps with servers of this machine: {@code *.example} is here, {@code private.example} in a private network. */
final class FetchHouse implements AutoCloseable {

    final FileObjectStore objects;
    /** Methods and paths of all requests, with their {@code Range}, {@code If-Range} and {@code If-None-Match}. */
    final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
    private final Vertx vertx = Vertx.vertx();
    private final Outbound outbound;
    private final StepKinds kinds;
    private final Map<String, Handler<HttpServerRequest>> paths = new HashMap<>();
    private final int port;

    /** With settings by their keys and values. */
    FetchHouse(Path root, String... settings) {
        objects = new FileObjectStore(root.resolve("objects"));
        Map<String, String> flags = new HashMap<>(Map.of("environments.allowed-hosts", "http://*.example:*",
                "environments.fetch.pause", "1ms", "outbound.fetch.min-rate", "10B", "outbound.fetch.rate-window", "1m",
                "environments.limits.download", "1MiB", "environments.limits.document", "100KiB"));
        for (int i = 0; i < settings.length; i += 2) {
            flags.put(settings[i], settings[i + 1]);
        }
        Config config = Config.load(List.of("config/platform.yaml", "config/environments.yaml"), Optional.empty(), Map.of(),
                flags);
        flags.put("outbound.allow-loopback", "true");
        outbound = new Outbound(vertx, Config.load(List.of("config/platform.yaml", "config/environments.yaml"),
                Optional.empty(), Map.of(), flags).section("outbound", OutboundSettings.class), FetchHouse::resolve,
                new SimpleMeterRegistry());
        kinds = StepKinds.load(new Workshop(objects, outbound,
                config.section("environments", Limits.class).limits(), config, root.resolve("scratch"),
                new SimpleMeterRegistry()));
        port = vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0)).requestHandler(request -> {
            asked.add((request.path() + " " + header(request, "Range") + " " + header(request, "If-Range") + " "
                    + header(request, "If-None-Match")).strip());
            paths.getOrDefault(request.path(), missing -> missing.response().setStatusCode(404).end("no")).handle(request);
        }).listen().await().actualPort();
    }

    private record Limits(StepLimits limits) {
    }

    private static String header(HttpServerRequest request, String name) {
        return Optional.ofNullable(request.getHeader(name)).orElse("");
    }

    private static List<InetAddress> resolve(String name) throws UnknownHostException {
        return switch (name) {
            case "private.example" -> List.of(InetAddress.ofLiteral("10.1.2.3"));
            case String here when here.endsWith(".example") || here.endsWith(".other") ->
                List.of(InetAddress.ofLiteral("127.0.0.1"));
            default -> throw new UnknownHostException(name);
        };
    }

    /** What is answered at {@code path}, by every host. */
    void at(String path, Handler<HttpServerRequest> handler) {
        paths.put(path, handler);
    }

    /** {@code http://good.example:PORT} for {@code good}, which is no address yet. */
    String url(String hostAndPath) {
        int slash = hostAndPath.indexOf('/');
        return "http://" + hostAndPath.substring(0, slash) + ":" + port + hostAndPath.substring(slash);
    }

    StepKind kind(String name) {
        return kinds.get(name);
    }

    StepResult run(String kind, StepCall call) throws IOException, InterruptedException {
        return kinds.get(kind).run(call);
    }

    AbstractThrowableAssert<?, ? extends Throwable> assertFails(String kind, StepCall call, Code code) {
        return assertThatThrownBy(() -> run(kind, call)).isInstanceOfSatisfying(FailureException.class,
                e -> assertThat(e.failure().code()).as(e.failure().message()).isEqualTo(code));
    }

    byte[] content(StepResult result) throws IOException {
        if (!(result.value() instanceof Value.Blob blob)) {
            throw new AssertionError(result.value() + " is no file");
        }
        try (InputStream in = objects.open(blob.content().sha256(), 0, blob.content().size())) {
            return in.readAllBytes();
        }
    }

    static byte[] bytes(int count, long seed) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Override
    public void close() {
        outbound.close();
        vertx.close().await();
    }
}
