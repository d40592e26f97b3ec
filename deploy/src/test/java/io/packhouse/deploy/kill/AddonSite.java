package io.packhouse.deploy.kill;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A site that has its add-ons rebuilt: it serves them, some slowly, and is told of each end. It refuses the first attempt of
 * some deliveries, so that there is something to try again.
 */
final class AddonSite implements AutoCloseable {

    private static final int REFUSED_ONES = 8;
    private static final int SLOW_ONES = 4;
    private static final long SLOW_MILLIS = 400;

    private final HttpServer server;
    private final Map<String, List<Told>> told = new ConcurrentHashMap<>();

    /**
     * An attempt to tell, as it arrived.
     *
     * @param delivery
     *            its {@code webhook-id}
     * @param taken
     *            whether it was answered with 200
     */
    record Told(Instant at, String delivery, Map<String, String> fields, boolean taken) {
    }

    AddonSite() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/addons/", this::serve);
        server.createContext("/pingback/", this::receive);
        server.start();
    }

    URI addon(int number) {
        return address("/addons/addon-" + number + ".xpi");
    }

    URI pingback(int number) {
        return address("/pingback/" + number);
    }

    /** What arrived for the add-on of that number, in order. */
    List<Told> told(int number) {
        List<Told> all = told.getOrDefault("/pingback/" + number, List.of());
        synchronized (all) {
            return List.copyOf(all);
        }
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getPath().replaceAll(".*-|\\.xpi", "");
        if (Integer.parseInt(name) % SLOW_ONES == 0) {
            try {
                Thread.sleep(SLOW_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        byte[] xpi = xpi("addon-" + name + "@example.org");
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/x-xpinstall");
            exchange.sendResponseHeaders(200, xpi.length);
            exchange.getResponseBody().write(xpi);
        }
    }

    private void receive(HttpExchange exchange) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : new String(exchange.getRequestBody().readAllBytes(), UTF_8).split("&", -1)) {
            String[] parts = field.split("=", 2);
            fields.put(URLDecoder.decode(parts[0], UTF_8), URLDecoder.decode(parts[1], UTF_8));
        }
        String path = exchange.getRequestURI().getPath();
        int number = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
        List<Told> all = told.computeIfAbsent(path, _ -> new ArrayList<>());
        boolean taken;
        synchronized (all) {
            taken = number % REFUSED_ONES != 0 || !all.isEmpty();
            all.add(new Told(Instant.now(), String.valueOf(exchange.getRequestHeaders().getFirst("webhook-id")), fields,
                    taken));
        }
        try (exchange) {
            exchange.sendResponseHeaders(taken ? 200 : 500, -1);
        }
    }

    private static byte[] xpi(String id) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("manifest.json"));
            zip.write(("{\"manifest_version\": 2, \"name\": \"An add-on\", \"version\": \"1.0\", "
                    + "\"browser_specific_settings\": {\"gecko\": {\"id\": \"" + id + "\"}}}").getBytes(UTF_8));
            zip.putNextEntry(new ZipEntry("background.js"));
            zip.write("console.log('hello');\n".repeat(200).getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
