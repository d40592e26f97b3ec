package io.packhouse.envbuilder.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.packhouse.envbuilder.steps.KnownKind;
import io.packhouse.envbuilder.tools.PinnedTool;
import io.packhouse.platform.config.ByteSize;

/** A repository of one add-on with one version, one recipe and some data, in which nothing is wrong. */
record SmallRepository(Path root) {

    static final String MANIFEST = "org.example/loom/1.0/manifest.json";
    static final String RECIPE = "org.example/loom/environments/main.json";
    static final String TABLE = "org.example/loom/data/table.json";
    static final TreeLimits LIMITS = new TreeLimits(1000, ByteSize.parse("10MiB"), ByteSize.parse("1MiB"));
    static final Map<String, KnownKind> KINDS = kinds(
            Map.of("http.json", 1, "http.file", 3, "table.lookup", 1, "zip.build", 2,
                    "tool.run", 1, "fail", 1));

    static final RepositorySettings SETTINGS = new RepositorySettings(Optional.empty(), Duration.ofSeconds(5), LIMITS,
            Map.of("remapper", new PinnedTool(Path.of("remapper.jar"), "0".repeat(64), null, null)));

    /** Writes it to {@code root}. */
    static SmallRepository in(Path root) throws IOException {
        var repository = new SmallRepository(root);
        repository.write("repository.json", """
                {
                  "repository": 1,
                  "namespaces": ["org.example"],
                  "allowed_hosts": ["meta.example.org"],
                  "aliases": {"org.mirror:loom": "org.example"}
                }
                """);
        repository.write("org.example/loom/addon.json", """
                {
                  "id": "loom",
                  "meta": {"addon": {"name": "Loom"}}
                }
                """);
        repository.write(MANIFEST, """
                {
                  "addonscript": {"version": 2},
                  "id": "loom",
                  "namespace": "org.example",
                  "version": "1.0",
                  "flags": {"both": ["required"]},
                  "instance": true,
                  "use_builder": true,
                  "repositories": [{"namespace": "org.example", "instances": ["https://as.example.org"]}],
                  "relations": [
                    {"id": "minecraft", "namespace": "net.minecraft", "version": "[1,2)",
                      "flags": {"both": ["expected", "required"]}},
                    {"id": "shader", "version": ">=1.0.0", "flags": {"client": ["expected", "optional"]}}
                  ],
                  "files": [
                    {"qualifier": "readme", "src": ["https://example.org/readme"]}
                  ]
                }
                """);
        repository.write(RECIPE, """
                {
                  "recipe": 1,
                  "for": {"versions": "[1,2)"},
                  "inputs": {
                    "game": {"addon": "net.minecraft:minecraft", "required": true},
                    "shader": {"addon": "org.example:shader"}
                  },
                  "steps": [
                    {"id": "row", "kind": "table.lookup",
                      "with": {"table": "data/table.json", "key": "${inputs.game.version}"}},
                    {"id": "meta", "kind": "http.json",
                      "with": {"url": "https://meta.example.org/${inputs.game.version}"}},
                    {"id": "zip", "kind": "zip.build", "with": {"from": "data/defaults"}}
                  ],
                  "files": [
                    {"qualifier": "defaults", "from": "${steps.zip}"}
                  ],
                  "publish_policy": "public"
                }
                """);
        repository.write(TABLE, "{}\n");
        repository.write("org.example/loom/data/defaults/a.txt", "a\n");
        return repository;
    }

    void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }

    /** Puts {@code to} in the place of {@code from}, which must be there. */
    void change(String path, String from, String to) throws IOException {
        String text = Files.readString(root.resolve(path));
        if (!text.contains(from)) {
            throw new IllegalArgumentException(path + " has no " + from);
        }
        write(path, text.replace(from, to));
    }

    void delete(String path) throws IOException {
        Files.delete(root.resolve(path));
    }

    RepositoryTree tree() throws IOException {
        return RepositoryTree.of(root, LIMITS);
    }

    private static Map<String, KnownKind> kinds(Map<String, Integer> versions) {
        Map<String, KnownKind> kinds = new TreeMap<>();
        versions.forEach((name, version) -> kinds.put(name, KnownKind.of(version)));
        kinds.put("table.lookup", new KnownKind(1, new TreeSet<>(Set.of("table", "key", "match"))));
        return kinds;
    }

    RepositoryReader reader(BlobShelf blobs) {
        return new RepositoryReader(KINDS, Optional.of(SETTINGS.tools().keySet()), blobs);
    }
}
