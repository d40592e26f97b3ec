package io.packhouse.testkit.upstream;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A server on loopback that has files for the addresses of other servers: {@code https://host/path} is at {@code /host/path}. It
 * answers {@code If-None-Match} by 304. Files may be put and replaced at any time.
 */
public final class Upstream implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
    private final SortedMap<String, Boolean> hosts = new ConcurrentSkipListMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private Upstream(HttpServer server) {
        this.server = server;
    }

    /** Starts a server that has nothing yet, at a free port. */
    public static Upstream start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var upstream = new Upstream(server);
            server.createContext("/", upstream::answer);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return upstream;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Such as {@code http://127.0.0.1:40123}. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Offers {@code content} at {@code url}, an address of another server. */
    public void put(String url, byte[] content) {
        files.put(path(url), content);
    }

    /** The same for a text. */
    public void put(String url, String content) {
        put(url, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Offers a file and, as repositories do, its digest beside it. */
    public void putWithSha1(String url, byte[] content) {
        put(url, content);
        put(url + ".sha1", sha1(content));
    }

    /** Answers requests for {@code url} with {@code status} and a text from now on. */
    public void refuse(String url, int status) {
        refusals.put(path(url), status);
    }

    /** Answers as if {@link #refuse} had not been called. */
    public void accept(String url) {
        refusals.remove(path(url));
    }

    /** For {@code environments.mirrors}: the beginnings of addresses, and what they are to be replaced by. */
    public SortedMap<String, String> mirrors() {
        SortedMap<String, String> mirrors = new TreeMap<>();
        hosts.keySet().forEach(host -> mirrors.put("https://" + host + "/", address() + "/" + host + "/"));
        return mirrors;
    }

    /** The paths that were asked for, in their order: {@code /host/path}. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Forgets what was asked for. */
    public void forgetRequests() {
        requests.clear();
    }

    /** 40 lower-case hexadecimal digits. */
    public static String sha1(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    private String path(String url) {
        URI uri = URI.create(url);
        hosts.put(uri.getHost(), true);
        return "/" + uri.getHost() + uri.getPath();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            requests.add(path);
            byte[] content = files.get(path);
            Integer refusal = refusals.get(path);
            if (refusal != null || content == null) {
                send(exchange, refusal == null ? 404 : refusal, "no such file here\n".getBytes(StandardCharsets.UTF_8));
                return;
            }
            String tag = '"' + sha1(content) + '"';
            exchange.getResponseHeaders().set("ETag", tag);
            if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                exchange.sendResponseHeaders(304, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type",
                    path.endsWith(".json") ? "application/json" : "application/octet-stream");
            send(exchange, 200, content);
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] content) throws IOException {
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, isHead || content.length == 0 ? -1 : content.length);
        if (!isHead) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(content);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
