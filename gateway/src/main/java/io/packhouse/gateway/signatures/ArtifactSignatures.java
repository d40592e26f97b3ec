package io.packhouse.gateway.signatures;

import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.signing.SignatureKind;
import io.packhouse.contracts.signing.SignatureName;
import io.packhouse.gateway.downloads.DetachedSignatures;

/** Detached signatures of artifacts with one configured key. They speak of the artifact's SHA-256, so none is read for them. */
final class ArtifactSignatures implements DetachedSignatures {

    private static final Logger log = LoggerFactory.getLogger(ArtifactSignatures.class);
    private static final String CONTENT_TYPE = "application/pkcs7-signature";
    private static final int LONGEST_NAME = 255;

    private final SignaturesFoundation house;
    private final Signatures signatures;
    private final String keyName;

    /**
     * @param keyName
     *            of the key
     */
    ArtifactSignatures(SignaturesFoundation house, Signatures signatures, String keyName) {
        this.house = house;
        this.signatures = signatures;
        this.keyName = keyName;
    }

    @Override
    public Future<Artifact> of(Artifact artifact, String caller) {
        return house.keys().get(keyName, SignatureKind.ARTIFACT)
                .map(key -> new SignatureName(SignatureKind.ARTIFACT, key.name(), key.certificate(), artifact.sha256(), ""))
                .compose(name -> signatures.get(name, caller, Permission.ALWAYS))
                .compose(signature -> house.calls().call(
                        () -> Tails.alone(house.objects(), nameOf(artifact), CONTENT_TYPE, signature.bytes())))
                .onFailure(e -> tell(artifact, e));
    }

    /** Callers are told too, but cannot mend it. */
    private static void tell(Artifact artifact, Throwable thrown) {
        if (thrown instanceof FailureException known && known.failure().code() == Code.INTERNAL) {
            log.atError().addKeyValue("artifact", artifact.sha256()).addKeyValue("cause", known.getMessage())
                    .log("An artifact could not be signed");
        }
    }

    private static String nameOf(Artifact artifact) {
        String name = artifact.name();
        return name.substring(0, Math.min(name.length(), LONGEST_NAME - SUFFIX.length())) + SUFFIX;
    }
}
