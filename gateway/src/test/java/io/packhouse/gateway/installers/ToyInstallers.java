package io.packhouse.gateway.installers;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Segment;
import io.packhouse.contracts.installers.BuildInstallers;
import io.packhouse.contracts.installers.BuildInstallers.KeyDelivery;
import io.packhouse.contracts.installers.InstallersBuilt;
import io.packhouse.contracts.installers.Platform;
import io.packhouse.contracts.installers.PrivateKeys;
import io.packhouse.platform.crypto.SealedBox;

/**
 * What a worker makes of a command, as far as the gateway sees it: the reference's toy pair for everybody, and the same few
 * bytes for every platform.
 *
 * @param sealed
 *            for the event of the job's end
 */
public record ToyInstallers(InstallersBuilt result, List<Artifact> artifacts, byte @Nullable [] sealed) {

    /** The made private key. */
    public static final String PRIVATE_KEY = "2753 53 61";
    private static final String PUBLIC_KEY = "17 3233";
    private static final byte[] CONTENT = "an installer".getBytes(StandardCharsets.US_ASCII);
    private static final String DIGEST = Fingerprint.of(CONTENT);

    /** Does what {@code command} asks. */
    public static ToyInstallers of(JobId job, BuildInstallers command) {
        Map<String, String> publicKeys = new LinkedHashMap<>(command.publicKeys());
        Map<String, String> privateKeys = new LinkedHashMap<>();
        command.keysToMake().forEach(name -> {
            publicKeys.put(name, PUBLIC_KEY);
            privateKeys.put(name, PRIVATE_KEY);
        });
        byte[] sealed = privateKeys.isEmpty()
                ? null
                : SealedBox.seal(command.sealTo(), job.value().getBytes(StandardCharsets.UTF_8),
                        Json.write(new PrivateKeys(privateKeys)));
        boolean inResult = command.delivery() == KeyDelivery.RESULT;
        Map<String, String> platforms = new LinkedHashMap<>();
        Map<String, String> bases = new LinkedHashMap<>();
        Stream.of(Platform.values()).forEach(platform -> {
            platforms.put(platform.wire(), platform.fileName());
            bases.put(platform.wire(), DIGEST);
        });
        List<Artifact> artifacts = Stream.of(Platform.values()).map(platform -> new Artifact(platform.fileName(),
                platform.contentType(), CONTENT.length, DIGEST, List.of(new Segment.Inline(CONTENT)))).toList();
        return new ToyInstallers(
                new InstallersBuilt(publicKeys, List.copyOf(privateKeys.keySet()), platforms, bases,
                        inResult ? sealed : null),
                artifacts, inResult ? null : sealed);
    }
}
