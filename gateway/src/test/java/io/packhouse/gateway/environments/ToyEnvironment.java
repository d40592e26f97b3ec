package io.packhouse.gateway.environments;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.environments.BuildEnvironment;
import io.packhouse.contracts.environments.EnvironmentBuilt;
import io.packhouse.contracts.environments.PublishedFile;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.objects.ObjectStore.Durability;

/** Makes environments as env-builder would: one file with what was asked for, offered by others and by us. */
public final class ToyEnvironment {

    private ToyEnvironment() {
    }

    /** The environment of {@code command}. */
    public static EnvironmentBuilt build(ObjectStore objects, BuildEnvironment command, @Nullable Instant freshUntil) {
        byte[] content = command.inputs().toString().getBytes(StandardCharsets.UTF_8);
        PublishedFile file = publish(objects, "toy.jar", content, "https://maven.example.org/toy.jar");
        String qualifier = "toy-" + file.sha1().substring(0, 10);
        objects.createOnce(PublishedFile.keyByName(command.namespace(), command.id(), command.version(), qualifier),
                Json.write(file), Durability.PROCESS);
        ObjectNode json = Json.mapper().createObjectNode();
        ObjectNode entry = json.putArray("files").addObject().put("qualifier", qualifier);
        entry.putArray("src").add(file.links().getFirst()).add(EnvironmentBuilt.OWN_FILE + file.sha1());
        entry.putObject("hashes").put("sha1", file.sha1()).put("sha256", file.content().sha256());
        command.inputs().keySet().forEach(side -> json.putObject("launch_" + side).put("side", side));
        return new EnvironmentBuilt(command.key(), ToyRepository.blob(objects, Json.write(json)), 1, freshUntil);
    }

    static PublishedFile publish(ObjectStore objects, String name, byte[] content, String... links) {
        return publish(objects, name, content, true, links);
    }

    static PublishedFile publish(ObjectStore objects, String name, byte[] content, boolean isServed, String... links) {
        BlobRef blob = ToyRepository.blob(objects, content);
        PublishedFile file = new PublishedFile(name, List.of(links), digest("SHA-1", content), digest("SHA-512", content),
                blob,
                isServed, null);
        for (String key : List.of(PublishedFile.keyByHash("sha1", file.sha1()),
                PublishedFile.keyByHash("sha256", blob.sha256()), PublishedFile.keyByHash("sha512", file.sha512()))) {
            objects.createOnce(key, Json.write(file), Durability.PROCESS);
        }
        return file;
    }

    static String digest(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
