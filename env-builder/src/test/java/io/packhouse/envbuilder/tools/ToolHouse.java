package io.packhouse.envbuilder.tools;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.packhouse.contracts.Json;
import io.packhouse.envbuilder.sandbox.JavaHome;
import io.packhouse.envbuilder.sandbox.Limits;
import io.packhouse.envbuilder.sandbox.Sandbox;
import io.packhouse.envbuilder.sandbox.SandboxPolicy;
import io.packhouse.envbuilder.values.BlobMaker;
import io.packhouse.envbuilder.values.Value;
import io.packhouse.platform.config.ByteSize;
import io.packhouse.platform.objects.FileObjectStore;

import static java.nio.charset.StandardCharsets.UTF_8;

/** An object store, a sandbox, and values that tests make by hand. */
final class ToolHouse {

    final FileObjectStore objects;
    final Sandbox sandbox;
    final Path scratch;

    ToolHouse(Path directory, SandboxPolicy policy) {
        objects = new FileObjectStore(directory.resolve("objects"));
        scratch = directory.resolve("scratch");
        var limits = new Limits(Duration.ofSeconds(30), Duration.ofSeconds(30), ByteSize.parse("128MiB"),
                ByteSize.parse("3GiB"), 400, ByteSize.parse("20MiB"), ByteSize.parse("64MiB"), 2000, ByteSize.parse("4KiB"));
        sandbox = Sandbox.of(policy, JavaHome.ours(), limits, scratch);
    }

    Value.Blob blob(String name, byte[] bytes) throws IOException {
        return BlobMaker.of(objects, bytes).with(JsonNodeFactory.instance.objectNode().put("name", name));
    }

    Value.Blob blob(String name, String text) throws IOException {
        return blob(name, text.getBytes(UTF_8));
    }

    String text(Value value) throws IOException {
        var blob = (Value.Blob) value;
        try (var in = objects.open(blob.content().sha256(), 0, blob.content().size())) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    static Value.Fields fields(Map<String, ? extends Value> fields) {
        return new Value.Fields(new TreeMap<>(fields));
    }

    static Value.ListOf texts(String... texts) {
        return new Value.ListOf(List.of(texts).stream().<Value>map(Value.Text::new).toList());
    }

    static Value.Json json(String json) throws IOException {
        return new Value.Json(Json.mapper().readTree(json));
    }

    static byte[] zip(Map<String, byte[]> entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : new TreeMap<>(entries).entrySet()) {
                var zipEntry = new ZipEntry(entry.getKey());
                zipEntry.setTime(0);
                zip.putNextEntry(zipEntry);
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
