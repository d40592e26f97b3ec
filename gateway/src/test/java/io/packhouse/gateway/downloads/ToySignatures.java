package io.packhouse.gateway.downloads;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.vertx.core.Future;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.Segment;

/** Signatures that say in words what they are over, and who asked. */
public final class ToySignatures implements DetachedSignatures {

    /** What the signature of an artifact with that digest says. */
    public static String text(String sha256, String caller) {
        return "signature over " + sha256 + " for " + caller;
    }

    @Override
    public Future<Artifact> of(Artifact artifact, String caller) {
        byte[] bytes = text(artifact.sha256(), caller).getBytes(StandardCharsets.UTF_8);
        return Future.succeededFuture(new Artifact(artifact.name() + SUFFIX, "application/pkcs7-signature", bytes.length,
                SampleArtifact.sha256(bytes), List.of(new Segment.Inline(bytes))));
    }
}
