package io.packhouse.deploy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.packhouse.contracts.Json;

/**
 * The repository of an instance add-on {@code org.example:pack:1.0}, and the server that its environment is made of: libraries
 * by the version of the game, a base file, and a tool that makes something of it in two steps, the second of which takes long.
 */
public final class EnvironmentSite implements AutoCloseable {

    private static final int LIBRARIES = 3;
    private static final String TOOL = """
            import java.nio.file.*;
            public class Maker {
                public static void main(String[] arguments) throws Exception {
                    byte[] bytes = Files.readAllBytes(Path.of(arguments[0]));
                    Thread.sleep(Long.parseLong(arguments[2]));
                    for (int i = 0; i < bytes.length; i++) {
                        bytes[i]++;
                    }
                    Files.write(Path.of(arguments[1]), bytes);
                }
            }
            """;

    private final HttpServer server;
    private final Path directory;
    private final Path tool;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();

    /**
     * @param directory
     *            where the repository and the tool are put
     * @param longMillis
     *            how long the second step of the tool takes
     */
    public EnvironmentSite(Path directory, long longMillis) throws Exception {
        this.directory = directory;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
        tool = tool(directory.resolve("tool"));
        files.put("/base.bin", "HAL".getBytes(StandardCharsets.UTF_8));
        for (String game : List.of("1.20.1", "1.20.2")) {
            publish(game);
        }
        files.put("/maven/org/example/shader/2.0/shader-2.0.jar", "shader".getBytes(StandardCharsets.UTF_8));
        writeRepository(longMillis);
    }

    /** What the tool makes of the base file, after both steps. */
    public byte[] made() {
        return "JCN".getBytes(StandardCharsets.UTF_8);
    }

    /** How often a path was asked for, or those that begin with it when it ends with a slash. */
    public int count(String path) {
        return counts.entrySet().stream()
                .filter(each -> path.endsWith("/") ? each.getKey().startsWith(path) : each.getKey().equals(path))
                .mapToInt(each -> each.getValue().get()).sum();
    }

    /** The settings that a house needs for it. */
    public String[] settings() throws Exception {
        return new String[]{"environments.repository=" + directory.resolve("repository"),
                "environments.allowed-hosts=" + address(), "environments.sandbox=preferred",
                "environments.tools.maker.file=" + tool,
                "environments.tools.maker.sha256=" + digest("SHA-256", Files.readAllBytes(tool)),
                "environments.tools.maker.main-class=Maker"};
    }

    /** A request for the client's side. */
    public String request(String game, boolean withShader) {
        List<Map<String, String>> requested = new ArrayList<>(
                List.of(Map.of("namespace", "net.minecraft", "id", "minecraft", "version", game)));
        if (withShader) {
            requested.add(Map.of("namespace", "org.example", "id", "shader", "version", "2.0"));
        }
        return text(Map.of("addonscript", Map.of("version", 2), "addon",
                Map.of("namespace", "org.example", "id", "pack", "version", "1.0"), "client",
                Map.of("requested", requested)));
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void publish(String game) throws Exception {
        List<Map<String, String>> list = new ArrayList<>();
        for (int i = 0; i < LIBRARIES; i++) {
            byte[] bytes = ("library " + i + " of " + game).getBytes(StandardCharsets.UTF_8);
            files.put("/maven/org/example/lib" + i + "/" + game + "/lib" + i + "-" + game + ".jar", bytes);
            list.add(Map.of("name", "org.example:lib" + i + ":" + game, "sha1", digest("SHA-1", bytes)));
        }
        files.put("/meta/" + game + ".json", Json.write(Map.of("libraries", list)));
    }

    private void writeRepository(long longMillis) throws Exception {
        Path repository = directory.resolve("repository");
        Path addon = repository.resolve("org.example/pack");
        write(repository.resolve("repository.json"), Map.of("repository", 1));
        write(addon.resolve("1.0/manifest.json"), Map.of("addonscript", Map.of("version", 2), "id", "pack", "namespace",
                "org.example", "version", "1.0", "flags", Map.of("both", List.of("required")), "instance", true,
                "use_builder", true, "repositories",
                List.of(Map.of("namespace", "org.example", "instances", List.of("https://as.example.org"))), "relations",
                List.of(relation("net.minecraft", "minecraft", "required"),
                        relation("org.example", "shader", "optional"))));
        List<Object> steps = List.of(
                step("meta", "http.json", Map.of("url", address() + "/meta/${inputs.game.version}.json")),
                step("libs", "library.list", Map.of("from", "${steps.meta.libraries}")),
                Map.of("id", "jars", "kind", "maven.file", "foreach", "${steps.libs}", "with",
                        Map.of("coordinate", "${item.coordinate}", "repositories", List.of(address() + "/maven/"), "sha1",
                                "${item.sha1}")),
                step("base", "http.file",
                        Map.of("urls", List.of(address() + "/base.bin"), "sha1",
                                digest("SHA-1", files.get("/base.bin")))),
                step("quick", "tool.run", tool("${steps.base}", 0)),
                step("slow", "tool.run", tool("${steps.quick.made}", longMillis)),
                Map.of("id", "shaders", "kind", "maven.file", "when", Map.of("has", "inputs.shader"), "with",
                        Map.of("coordinate", "org.example:shader:${inputs.shader.version}", "repositories",
                                List.of(address() + "/maven/"), "sha1",
                                digest("SHA-1", files.get("/maven/org/example/shader/2.0/shader-2.0.jar")))));
        List<Object> published = List.of(
                Map.of("qualifier", "${item.name}", "foreach", "${steps.jars}", "from", "${item}", "publish", "both",
                        "install",
                        List.of(Map.of("action", "library", "args",
                                List.of("${item.group}", "${item.name}", "${item.version}")))),
                Map.of("qualifier", "made", "from", "${steps.slow.made}", "publish", "mirror", "install",
                        List.of(Map.of("action", "move", "args", List.of("./config")))),
                Map.of("qualifier", "shader", "when", Map.of("has", "inputs.shader"), "from", "${steps.shaders}", "publish",
                        "mirror", "install", List.of(Map.of("action", "move", "args", List.of("./mods")))));
        write(addon.resolve("environments/pack.json"),
                Map.of("recipe", 1, "for", Map.of("versions", "[1.0,2.0)"), "inputs",
                        Map.of("game", Map.of("addon", "net.minecraft:minecraft", "required", true), "shader",
                                Map.of("addon", "org.example:shader")),
                        "steps", steps, "files", published, "launch",
                        Map.of("client", Map.of("main_class", "org.example.Main")), "publish_policy",
                        "public", "cache", Map.of("ttl_metadata", "1h")));
    }

    private static Map<String, Object> relation(String namespace, String id, String flag) {
        return Map.of("namespace", namespace, "id", id, "version", "(,)", "flags",
                Map.of("both", List.of("expected", flag)));
    }

    private static Map<String, Object> step(String id, String kind, Map<String, Object> with) {
        return Map.of("id", id, "kind", kind, "with", with);
    }

    private static Map<String, Object> tool(String input, long millis) {
        return Map.of("tool", "maker", "inputs", Map.of("base", input), "outputs", Map.of("made", ""), "args",
                List.of("{in:base}", "{out:made}", Long.toString(millis)));
    }

    private static Path tool(Path directory) throws IOException {
        Path source = Files.writeString(Files.createDirectories(directory).resolve("Maker.java"), TOOL);
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", directory.toString(), source.toString()) != 0) {
            throw new IllegalStateException("the tool could not be compiled");
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "Maker");
        Path jar = directory.resolve("maker.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new ZipEntry("Maker.class"));
            Files.copy(directory.resolve("Maker.class"), out);
        }
        return jar;
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        counts.computeIfAbsent(path, _ -> new AtomicInteger()).incrementAndGet();
        byte[] file = files.get(path);
        try (exchange; OutputStream body = exchange.getResponseBody()) {
            exchange.sendResponseHeaders(file == null ? 404 : 200, file == null ? -1 : file.length);
            if (file != null) {
                body.write(file);
            }
        }
    }

    private static void write(Path file, Object document) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, Json.write(document));
    }

    private static String text(Object document) {
        return new String(Json.write(document), StandardCharsets.UTF_8);
    }

    private static String digest(String algorithm, byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
