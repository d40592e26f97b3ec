package io.packhouse.deploy.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.packhouse.platform.secrets.Secret;
import io.packhouse.platform.secrets.Secrets;
import io.packhouse.platform.service.Service;
import io.packhouse.repackager.pingback.WebhookSignature;

/**
 * A receiver of pingbacks for people: prints what arrives and says whether it is genuine. Takes any path; listens on loopback
 * alone, and holds one body of limited size at a time per request.
 */
final class PingbackListener implements Service {

    private static final int BODY_LIMIT = 4 * 1024 * 1024;
    private static final int VALUE_CHARS = 2000;
    /** What the standard's own libraries tolerate. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);
    private static final int UNAVAILABLE = 503;
    private static final int NOT_ALLOWED = 405;
    private static final int TOO_LARGE = 413;

    private final int port;
    private final Secrets secrets;
    private final int status;
    private final AtomicInteger toFail;
    private final Consumer<String> console;
    private final AtomicInteger received = new AtomicInteger();
    private final HttpServer server;

    /**
     * @param port
     *            0 takes any free one
     * @param status
     *            what is answered
     * @param failFirst
     *            how many requests are answered 503 before that
     * @throws IOException
     *             when the port is taken
     */
    PingbackListener(int port, Secrets secrets, int status, int failFirst, Consumer<String> console) throws IOException {
        this.port = port;
        this.secrets = secrets;
        this.status = status;
        this.toFail = new AtomicInteger(failFirst);
        this.console = console;
        this.server = HttpServer.create();
    }

    @Override
    public String name() {
        return "listener";
    }

    @Override
    public void start() throws IOException {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /** The port that is listened on; after the start. */
    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("POST")) {
                exchange.sendResponseHeaders(NOT_ALLOWED, -1);
                return;
            }
            byte[] body = exchange.getRequestBody().readNBytes(BODY_LIMIT + 1);
            if (body.length > BODY_LIMIT) {
                exchange.sendResponseHeaders(TOO_LARGE, -1);
                return;
            }
            int answer = toFail.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? UNAVAILABLE : status;
            console.accept(describe(exchange, body, answer));
            exchange.sendResponseHeaders(answer, -1);
        }
    }

    private String describe(HttpExchange exchange, byte[] body, int answer) {
        Map<String, String> fields = fields(body);
        StringBuilder text = new StringBuilder(
                "#%d POST %s".formatted(received.incrementAndGet(), printable(exchange.getRequestURI().toString())));
        header(exchange, "webhook-id").ifPresent(id -> text.append("\n  id         ").append(printable(id)));
        text.append("\n  signature  ").append(signature(exchange, body));
        text.append("\n  secret     ").append(secret(fields.get("secret")));
        fields.forEach((name, value) -> {
            if (!name.equals("secret")) {
                text.append("\n  ").append("%-10s".formatted(printable(name))).append(' ').append(printable(value));
            }
        });
        return text.append("\n  answered   ").append(answer).toString();
    }

    private String signature(HttpExchange exchange, byte[] body) {
        Optional<String> header = header(exchange, "webhook-signature");
        String id = header(exchange, "webhook-id").orElse("");
        String timestamp = header(exchange, "webhook-timestamp").orElse("");
        if (header.isEmpty()) {
            return "missing";
        }
        if (secrets.isEmpty()) {
            return "not verified: give --secret-file or --secret";
        }
        List<String> valid = secrets.all().stream().map(Secret::value).toList();
        if (valid.stream().noneMatch(secret -> WebhookSignature.isIn(header.get(), secret, id, timestamp, body))) {
            return "WRONG";
        }
        return isNow(timestamp) ? "good" : "good, but of another time: webhook-timestamp is " + printable(timestamp);
    }

    private static boolean isNow(String timestamp) {
        return timestamp.matches("[0-9]{1,12}") && Duration
                .between(Instant.ofEpochSecond(Long.parseLong(timestamp)), Instant.now()).abs().compareTo(CLOCKS_APART) < 0;
    }

    private String secret(String presented) {
        if (presented == null || presented.isEmpty()) {
            return "missing";
        }
        if (secrets.isEmpty()) {
            return "not verified: give --secret-file or --secret";
        }
        return secrets.find(presented).isPresent() ? "good" : "WRONG";
    }

    private static Optional<String> header(HttpExchange exchange, String name) {
        Headers headers = exchange.getRequestHeaders();
        return Optional.ofNullable(headers.getFirst(name));
    }

    private static Map<String, String> fields(byte[] body) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : new String(body, StandardCharsets.UTF_8).split("&", -1)) {
            String[] parts = pair.split("=", 2);
            if (!pair.isEmpty()) {
                fields.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** One line without anything that a terminal would obey. */
    private static String printable(String value) {
        String cut = value.length() > VALUE_CHARS ? value.substring(0, VALUE_CHARS) + "…" : value;
        StringBuilder line = new StringBuilder();
        cut.strip().codePoints().forEach(point -> {
            if (point == '\n') {
                line.append("\\n");
            } else {
                line.appendCodePoint(
                        Character.isISOControl(point) || Character.getType(point) == Character.FORMAT ? '?' : point);
            }
        });
        return line.toString();
    }

    @Override
    public void close() {
        server.stop(1);
    }
}
