package io.packhouse.contracts.signing;

import java.time.Instant;
import java.util.Objects;

/**
 * A signature that was made.
 *
 * @param at
 *            when it was made
 * @param bytes
 *            CMS SignedData in DER with the certificate chain, or for {@code xpi-cose} a COSE_Sign
 */
public record Signature(SignatureName name, Instant at, byte[] bytes) {

    public Signature {
        Objects.requireNonNull(name, "the signature's name is missing");
        Objects.requireNonNull(at, "the time of the signature is missing");
        Objects.requireNonNull(bytes, "the signature is missing");
    }
}
