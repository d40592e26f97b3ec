package io.packhouse.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.packhouse.contracts.Json;

/**
 * An instance add-on whose environment is a list of libraries, and the files of the server that it takes them from. Each
 * version of the game has libraries of its own.
 *
 * @param repository
 *            the directory of the recipe
 * @param files
 *            what the upstream server serves
 */
record SampleEnvironment(Path repository, Path files, int port, int libraries) {

    private static final int LEAST = 1_000;
    private static final int MOST = 200_000;

    /** Writes the repository of an environment that is fetched from {@code port}. */
    static SampleEnvironment in(Path directory, int port, int libraries) throws IOException {
        var sample = new SampleEnvironment(directory.resolve("repository"), directory.resolve("files"), port, libraries);
        write(sample.repository.resolve("repository.json"), Map.of("repository", 1));
        Path addon = sample.repository.resolve("org.example/pack");
        write(addon.resolve("addon.json"), Map.of("id", "pack", "namespace", "org.example"));
        write(addon.resolve("1.0/manifest.json"), Map.of("addonscript", Map.of("version", 2), "id", "pack", "namespace",
                "org.example", "version", "1.0", "flags", Map.of("both", List.of("required")), "instance", true,
                "use_builder", true, "repositories",
                List.of(Map.of("namespace", "org.example", "instances", List.of("https://as.example.org"))), "relations",
                List.of(relation("net.minecraft", "minecraft", "required"),
                        relation("org.example", "shader", "optional"))));
        String server = "http://127.0.0.1:" + port + "/";
        var steps = List.of(
                Map.of("id", "meta", "kind", "http.json", "with",
                        Map.of("url", server + "meta/${inputs.game.version}.json")),
                Map.of("id", "libs", "kind", "library.list", "with", Map.of("from", "${steps.meta.libraries}")),
                Map.of("id", "jars", "kind", "maven.file", "foreach", "${steps.libs}", "with",
                        Map.of("coordinate", "${item.coordinate}", "repositories", List.of(server + "maven/"), "sha1",
                                "${item.sha1}")),
                Map.of("id", "shaders", "kind", "text.template", "when", Map.of("has", "inputs.shader"), "with",
                        Map.of("template", "shader ${inputs.shader.version}")));
        var file = Map.of("qualifier", "${item.name}", "foreach", "${steps.jars}", "from", "${item}", "publish", "both",
                "install", List.of(Map.of("action", "library", "args",
                        List.of("${item.group}", "${item.name}", "${item.version}"))));
        write(addon.resolve("environments/pack.json"),
                Map.of("recipe", 1, "publish_policy", "public", "for", Map.of("versions", "[1.0,2.0)"), "inputs",
                        Map.of("game", Map.of("addon", "net.minecraft:minecraft", "required", true), "shader",
                                Map.of("addon", "org.example:shader")),
                        "steps", steps, "files", List.of(file), "launch",
                        Map.of("client", Map.of("main_class", "org.example.Main"))));
        return sample;
    }

    private static Map<String, Object> relation(String namespace, String id, String flag) {
        return Map.of("namespace", namespace, "id", id, "version", "(,)", "flags",
                Map.of("both", List.of("expected", flag)));
    }

    /** Puts the libraries of a version of the game there: 1 to 200 kB each. Answers their paths on the server. */
    List<String> publish(String game) throws Exception {
        var random = new Random(game.hashCode());
        var paths = new ArrayList<String>();
        var list = new ArrayList<Map<String, String>>();
        for (int i = 0; i < libraries; i++) {
            byte[] bytes = new byte[LEAST + random.nextInt(MOST - LEAST)];
            random.nextBytes(bytes);
            String path = "maven/org/example/lib" + i + "/" + game + "/lib" + i + "-" + game + ".jar";
            paths.add(path);
            Files.createDirectories(files.resolve(path).getParent());
            Files.write(files.resolve(path), bytes);
            list.add(Map.of("name", "org.example:lib" + i + ":" + game, "sha1",
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes))));
        }
        write(files.resolve("meta/" + game + ".json"), Map.of("libraries", list));
        return paths;
    }

    /** A request for the client's side. */
    String request(String game, boolean withShader) {
        var requested = new ArrayList<>(
                List.of(Map.of("namespace", "net.minecraft", "id", "minecraft", "version", game)));
        if (withShader) {
            requested.add(Map.of("namespace", "org.example", "id", "shader", "version", "1.0"));
        }
        return new String(Json.write(Map.of("addonscript", Map.of("version", 2), "addon",
                Map.of("namespace", "org.example", "id", "pack", "version", "1.0"), "client",
                Map.of("requested", requested))), StandardCharsets.UTF_8);
    }

    private static void write(Path file, Object document) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, Json.write(document));
    }
}
