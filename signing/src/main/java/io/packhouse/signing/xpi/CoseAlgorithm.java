package io.packhouse.signing.xpi;

import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Optional;

import io.packhouse.signing.keys.SignatureScheme;
import io.packhouse.signing.keys.SigningKey;

/** How COSE signs with keys on the curves that it knows (RFC 9053, 2.1). */
enum CoseAlgorithm {

    ES256(-7, 256, 32, SignatureScheme.ECDSA_SHA256), ES384(-35, 384, 48, SignatureScheme.ECDSA_SHA384), ES512(-36, 521, 66,
            SignatureScheme.ECDSA_SHA512);

    private final int label;
    private final int curve;
    private final int coordinate;
    private final SignatureScheme scheme;

    CoseAlgorithm(int label, int curve, int coordinate, SignatureScheme scheme) {
        this.label = label;
        this.curve = curve;
        this.coordinate = coordinate;
        this.scheme = scheme;
    }

    /** The algorithm for a key; empty when it is no key on a curve that COSE knows. */
    static Optional<CoseAlgorithm> of(SigningKey key) {
        return key.certificate().getPublicKey() instanceof ECPublicKey ec
                ? Arrays.stream(values()).filter(one -> one.curve == ec.getParams().getOrder().bitLength()).findFirst()
                : Optional.empty();
    }

    /** The number that COSE knows it by. */
    int label() {
        return label;
    }

    /** Bytes of each half of a signature. */
    int coordinate() {
        return coordinate;
    }

    SignatureScheme scheme() {
        return scheme;
    }
}
