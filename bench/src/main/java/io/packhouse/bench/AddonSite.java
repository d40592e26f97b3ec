package io.packhouse.bench;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

import io.packhouse.testkit.FreePorts;

/** Serves an add-on, takes pingbacks, and remembers when each came first; at one port of several loopback addresses. */
final class AddonSite implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    private final int port = FreePorts.next();
    private final List<String> hosts;
    private final Map<String, Long> arrivals = new ConcurrentHashMap<>();

    AddonSite(List<String> hosts) throws IOException {
        this.hosts = hosts;
        var xpi = Buffer.buffer(SampleXpi.small());
        for (String host : hosts) {
            vertx.createHttpServer().requestHandler(request -> serve(request, xpi)).listen(port, host).await();
        }
    }

    private void serve(HttpServerRequest request, Buffer xpi) {
        if (HttpMethod.POST.equals(request.method())) {
            long now = System.currentTimeMillis();
            arrivals.putIfAbsent(String.valueOf(request.getHeader("webhook-id")), now);
            request.response().setStatusCode(200).end();
        } else {
            request.response().putHeader("Content-Type", "application/x-xpinstall").end(xpi);
        }
    }

    URI addon() {
        return URI.create("http://" + hosts.getFirst() + ":" + port + "/sample.xpi");
    }

    URI pingback(int host) {
        return URI.create("http://" + hosts.get(host % hosts.size()) + ":" + port + "/pingback");
    }

    int port() {
        return port;
    }

    /** When a delivery came first, in milliseconds of the epoch, by its id. */
    Map<String, Long> arrivals() {
        return arrivals;
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
