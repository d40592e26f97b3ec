package io.packhouse.platform.outbound;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;

import io.packhouse.platform.config.ByteSize;
import io.packhouse.platform.config.Config;
import io.packhouse.platform.objects.FileObjectStore;

/** A client with servers of this machine to talk to, and a DNS of its own. */
final class OutboundHouse implements AutoCloseable {

    static final PostLimits POST = new PostLimits(Duration.ofMinutes(1), 1000);

    final Vertx vertx = Vertx.vertx();
    final TestDns dns = new TestDns();
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final FileObjectStore objects;
    private final List<Outbound> clients = new ArrayList<>();

    OutboundHouse(Path root) {
        objects = new FileObjectStore(root);
    }

    /** The settings of the default file. */
    static OutboundSettings defaults() {
        return Config.load(List.of("config/platform.yaml"), Optional.empty(), Map.of(), Map.of()).section("outbound",
                OutboundSettings.class);
    }

    static OutboundSettings with(String... flags) {
        var map = new java.util.HashMap<String, String>();
        for (int i = 0; i < flags.length; i += 2) {
            map.put("outbound." + flags[i], flags[i + 1]);
        }
        return Config.load(List.of("config/platform.yaml"), Optional.empty(), Map.of(), map).section("outbound",
                OutboundSettings.class);
    }

    /** A client that may reach this machine. */
    Outbound client() {
        return client(with("allow-loopback", "true", "connect-timeout", "30s"));
    }

    Outbound client(OutboundSettings settings) {
        Outbound made = new Outbound(vertx, settings, dns, metrics);
        clients.add(made);
        return made;
    }

    /** Limits in which a fetch from this machine ends well. */
    static FetchLimits limits(UnaryOperator<FetchLimits> change) {
        return change.apply(new FetchLimits(new ByteSize(10_000_000), Duration.ofMinutes(2), new ByteSize(1),
                Duration.ofMinutes(1)));
    }

    /** Starts an HTTP server on 127.0.0.1 and answers its port. */
    int serve(Handler<HttpServerRequest> handler) {
        return serve(new HttpServerOptions().setHost("127.0.0.1").setPort(0), handler);
    }

    int serve(HttpServerOptions options, Handler<HttpServerRequest> handler) {
        HttpServer server = vertx.createHttpServer(options).requestHandler(handler);
        return server.listen().await().actualPort();
    }

    /** Starts a server that speaks whatever {@code handler} writes. */
    int speak(Handler<NetSocket> handler) {
        NetServer server = vertx.createNetServer().connectHandler(handler);
        return server.listen(0, "127.0.0.1").await().actualPort();
    }

    @Override
    public void close() {
        clients.forEach(Outbound::close);
        vertx.close().await();
    }
}
