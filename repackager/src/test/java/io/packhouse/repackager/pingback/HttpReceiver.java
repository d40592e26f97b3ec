package io.packhouse.repackager.pingback;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpServer;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A receiver of pingbacks on this machine. */
final class HttpReceiver implements AutoCloseable {

    /** What came. */
    record Got(Map<String, String> headers, String body, Instant at) {
        String id() {
            return headers.get("webhook-id");
        }

        Map<String, String> fields() {
            Map<String, String> fields = new LinkedHashMap<>();
            Arrays.stream(body.split("&")).map(pair -> pair.split("=", 2)).forEach(
                    pair -> fields.put(URLDecoder.decode(pair[0], UTF_8), URLDecoder.decode(pair[1], UTF_8)));
            return fields;
        }
    }

    /** How it answers: a status, perhaps with headers before and a body behind. */
    record Say(int status, Map<String, String> headers, String body) {
        static Say status(int status) {
            return new Say(status, Map.of(), "");
        }
    }

    /** What it does with what came; may take its time. */
    interface Answers {
        Say to(Got got) throws Exception;
    }

    final List<Got> got = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    HttpReceiver(int port, Answers answers) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            Map<String, String> headers = new LinkedHashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT),
                    values.getFirst()));
            Got came = new Got(headers, new String(exchange.getRequestBody().readAllBytes(), UTF_8), Instant.now());
            got.add(came);
            try (exchange) {
                Say say = answers.to(came);
                say.headers().forEach(exchange.getResponseHeaders()::set);
                byte[] body = say.body().getBytes(UTF_8);
                exchange.sendResponseHeaders(say.status(), body.length == 0 ? -1 : body.length);
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(body);
                }
            } catch (Exception e) {
                throw new IOException(e);
            }
        });
        server.start();
    }

    HttpReceiver(Answers answers) {
        this(0, answers);
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/services/builder-pingback";
    }

    List<String> ids() {
        return got.stream().map(Got::id).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
