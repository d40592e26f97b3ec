package io.packhouse.envbuilder.tools;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.packhouse.addonscript.documents.MavenCoordinate;
import io.packhouse.contracts.Json;
import io.packhouse.envbuilder.values.Value;

import static java.nio.charset.StandardCharsets.UTF_8;

/** An installer as upstream makes them, with the program {@link Concatenator} for its processors. */
final class Installer {

    static final String TOOL = "org.example:tool:1.0";
    static final String EXTRA = "org.example:extra:1.0";

    final ObjectNode profile = Json.mapper().createObjectNode();
    final Map<String, byte[]> entries = new TreeMap<>();
    final List<Value> libraries = new ArrayList<>();
    private final ToolHouse house;

    Installer(ToolHouse house) throws IOException {
        this.house = house;
        profile.put("spec", 1).put("profile", "example").put("version", "example-1").put("minecraft", "1.20.1")
                .put("json", "/version.json");
        profile.putArray("libraries");
        profile.putObject("data");
        profile.putArray("processors");
        library(TOOL, Concatenator.jar());
        library(EXTRA, "extra".getBytes(UTF_8));
        entries.put("data/client.txt", "patch, ".getBytes(UTF_8));
        entries.put("data/unused.txt", "unused".getBytes(UTF_8));
        entries.put("version.json",
                "{\"id\": \"example-1\", \"mainClass\": \"org.example.Main\", \"libraries\": [{\"name\": \"org.example:game:1.20.1:client\"}]}"
                        .getBytes(UTF_8));
    }

    /** A library that the profile has with its hash and that is brought. */
    Installer library(String coordinate, byte[] bytes) throws IOException {
        Value.Blob blob = house.blob("", bytes);
        declare(coordinate, blob.sha1());
        libraries.add(blob.with(Json.mapper().createObjectNode().put("coordinate", coordinate)));
        return this;
    }

    /** A library in the installer itself. */
    Installer embedded(String coordinate, String content) {
        entries.put("maven/" + MavenCoordinate.parse(coordinate).path(), content.getBytes(UTF_8));
        return this;
    }

    Installer declare(String coordinate, String sha1) {
        ObjectNode library = ((ArrayNode) profile.get("libraries")).addObject().put("name", coordinate);
        library.putObject("downloads").putObject("artifact").put("sha1", sha1).put("url", "");
        return this;
    }

    Installer data(String key, String client, String server) {
        ((ObjectNode) profile.get("data")).putObject(key).put("client", client).put("server", server);
        return this;
    }

    /** A processor; outputs are pairs of a file and a SHA-1. */
    Installer processor(String sides, String args, String... outputs) {
        ObjectNode processor = ((ArrayNode) profile.get("processors")).addObject().put("jar", TOOL);
        processor.putArray("classpath").add(EXTRA);
        if (!sides.isEmpty()) {
            processor.putArray("sides").add(sides);
        }
        ArrayNode all = processor.putArray("args");
        for (String arg : args.split(" ", -1)) {
            all.add(arg);
        }
        if (outputs.length > 0) {
            ObjectNode expected = processor.putObject("outputs");
            for (int i = 0; i < outputs.length; i += 2) {
                expected.put(outputs[i], outputs[i + 1]);
            }
        }
        return this;
    }

    Value.Blob jar() throws IOException {
        var all = new TreeMap<>(entries);
        all.put("install_profile.json", profile.toString().getBytes(UTF_8));
        return house.blob("installer.jar", ToolHouse.zip(all));
    }

    /** Writes the arguments of a processor anew. */
    Installer args(int processor, String... args) {
        ArrayNode all = ((ObjectNode) profile.get("processors").get(processor)).putArray("args");
        for (String arg : args) {
            all.add(arg);
        }
        return this;
    }

    /** Puts another library on a processor's class path. */
    void needs(int processor, String coordinate) {
        ((ArrayNode) profile.get("processors").get(processor).get("classpath")).add(coordinate);
    }
}
