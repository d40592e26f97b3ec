package io.packhouse.gateway.environments;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.environments.EnvironmentRepository;
import io.packhouse.contracts.environments.RecipeBundle;
import io.packhouse.contracts.environments.RepositoryIndex;
import io.packhouse.platform.objects.BlobWriter;
import io.packhouse.platform.objects.ObjectStore;

/** A repository as env-builder would tell of it; texts may have ' for ". */
public final class ToyRepository {

    private final ObjectStore objects;
    private final Map<AddonId, List<RepositoryIndex.Version>> versions = new LinkedHashMap<>();
    private final Map<AddonId, BlobRef> metas = new LinkedHashMap<>();
    private final List<RepositoryIndex.Alias> aliases = new ArrayList<>();

    public ToyRepository(ObjectStore objects) {
        this.objects = objects;
    }

    /** The add-on of the reference's example, with its recipe. */
    public static ToyRepository loom(ObjectStore objects) {
        return new ToyRepository(objects).add(resource("loom-environment.json"), resource("loom-recipe.json"));
    }

    /** A version of an add-on. */
    public ToyRepository add(String manifest, @Nullable String recipe) {
        JsonNode tree = Json.read(bytes(manifest), JsonNode.class);
        BlobRef bundle = recipe == null
                ? null
                : blob(Json.write(
                        new RecipeBundle(blob(bytes(recipe)), new TreeMap<>(), new TreeMap<>(Map.of("http.json", 1)))));
        versions.computeIfAbsent(new AddonId(tree.path("namespace").asText(), tree.path("id").asText()),
                _ -> new ArrayList<>())
                .add(new RepositoryIndex.Version(tree.path("version").asText(), blob(bytes(manifest)), bundle));
        return this;
    }

    ToyRepository meta(String namespace, String id, String json) {
        metas.put(new AddonId(namespace, id), blob(bytes(json)));
        return this;
    }

    ToyRepository alias(String namespace, String id, String canonical) {
        aliases.add(new RepositoryIndex.Alias(namespace, id, canonical));
        return this;
    }

    /** What the registry would say. */
    public EnvironmentRepository publish() {
        List<RepositoryIndex.Addon> addons = versions.entrySet().stream().map(entry -> new RepositoryIndex.Addon(
                entry.getKey().namespace(), entry.getKey().id(), metas.get(entry.getKey()), entry.getValue())).toList();
        return new EnvironmentRepository(blob(Json.write(new RepositoryIndex(addons, aliases))));
    }

    private BlobRef blob(byte[] bytes) {
        return blob(objects, bytes);
    }

    static BlobRef blob(ObjectStore objects, byte[] bytes) {
        try (BlobWriter writer = objects.newBlob()) {
            writer.write(bytes);
            return writer.commit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    public static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(ToyRepository.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
