package io.packhouse.gateway.packages;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.packages.PackageFacts;
import io.packhouse.contracts.packages.PackageKey;
import io.packhouse.platform.objects.BlobWriter;
import io.packhouse.platform.objects.ObjectStore;

/**
 * What stands for packages where nothing of the real format matters: the first two bytes of a gzip, then what the package says
 * of itself, as JSON.
 */
public final class ToyPackage {

    private final ObjectNode json;

    private ToyPackage(String id, String architecture) {
        this.json = Json.mapper().createObjectNode().put("id", id).put("architecture", architecture);
    }

    /** A package of that id; an empty architecture for a platform independent one. */
    public static ToyPackage of(String id, String architecture) {
        return new ToyPackage(id, architecture);
    }

    /** With that version. */
    public ToyPackage version(String version) {
        json.put("version", version);
        return this;
    }

    ToyPackage name(String locale, String name) {
        json.withObject("/names").put(locale, name);
        return this;
    }

    ToyPackage description(String locale, String text) {
        json.withObject("/descriptions").put(locale, text);
        return this;
    }

    ToyPackage categories(String... categories) {
        json.set("categories", Json.tree(categories));
        return this;
    }

    ToyPackage icon(byte[] icon) {
        json.put("icon", Base64.getEncoder().encodeToString(icon));
        return this;
    }

    /** The store refuses it with these words. */
    ToyPackage bad(String message) {
        json.put("bad", message);
        return this;
    }

    /** As a file. */
    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0x1f);
        bytes.write(0x8b);
        bytes.writeBytes(Json.write(json));
        return bytes.toByteArray();
    }

    /** Puts the file into a store. */
    BlobRef store(ObjectStore objects) {
        return store(objects, bytes());
    }

    private static BlobRef store(ObjectStore objects, byte[] bytes) {
        try (BlobWriter writer = objects.newBlob()) {
            writer.write(bytes);
            return writer.commit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What package-store finds in such a file. */
    public static PackageFacts verify(ObjectStore objects, BlobRef file) {
        JsonNode json;
        try (InputStream in = objects.open(file.sha256(), 2, file.size() - 2)) {
            json = Json.mapper().readTree(in);
        } catch (IOException e) {
            throw new Failure(Failure.Code.INVALID_REQUEST, "package digest mismatch").exception(e);
        }
        if (json.has("bad")) {
            throw new Failure(Failure.Code.INVALID_REQUEST, json.get("bad").asText()).exception();
        }
        BlobRef icon = json.has("icon")
                ? store(objects, Base64.getDecoder().decode(json.get("icon").asText().getBytes(StandardCharsets.US_ASCII)))
                : null;
        return facts(json, file, icon);
    }

    /** What would be found in it, if it were stored. */
    PackageFacts facts() {
        return facts(json, new BlobRef("f".repeat(64), 1), null);
    }

    private static PackageFacts facts(JsonNode json, BlobRef file, @Nullable BlobRef icon) {
        List<String> categories = new ArrayList<>();
        json.path("categories").forEach(category -> categories.add(category.asText()));
        return new PackageFacts(new PackageKey(json.path("id").asText(), json.path("architecture").asText()),
                json.path("version").asText(), texts(json.path("names")), texts(json.path("descriptions")), categories, file,
                icon, "d".repeat(64), 1000, null);
    }

    private static Map<String, String> texts(JsonNode json) {
        Map<String, String> texts = new TreeMap<>();
        json.properties().forEach(text -> texts.put(text.getKey(), text.getValue().asText()));
        return texts;
    }
}
