package io.packhouse.gateway.signatures;

import java.time.Duration;

import io.packhouse.contracts.signing.SignatureName;
import io.packhouse.platform.config.ByteSize;

/**
 * Signatures at the gateway: keys of the section {@code signing}, which signing reads others of.
 *
 * @param artifactKey
 *            the name of the key that signs artifacts; empty: they are not signed
 * @param patience
 *            how long a request waits for a signature
 * @param waitingLimit
 *            how many signatures are waited for at once
 * @param cache
 *            memory for signatures
 */
public record SigningGatewaySettings(String artifactKey, Duration patience, int waitingLimit, ByteSize cache) {

    /** The name of the annotated default file on the class path; it has keys of the section {@code packages}, too. */
    public static final String DEFAULTS = "config/signing-gateway.yaml";
    /** The section of these settings. */
    public static final String SECTION = "signing";

    public SigningGatewaySettings {
        if (!artifactKey.isEmpty() && !SignatureName.KEY_NAME.matcher(artifactKey).matches()) {
            throw new IllegalArgumentException(
                    "artifact-key is the name of a key in signing.keys: 1 to 64 characters of [A-Za-z0-9._-]");
        }
        if (!patience.isPositive() || waitingLimit < 1) {
            throw new IllegalArgumentException("patience is longer than nothing, and waiting-limit at least 1");
        }
    }
}
