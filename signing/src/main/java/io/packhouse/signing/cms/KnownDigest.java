package io.packhouse.signing.cms;

import java.io.OutputStream;

import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.DigestCalculatorProvider;

/** A SHA-256 that was computed before. */
final class KnownDigest implements DigestCalculatorProvider, DigestCalculator {

    private final byte[] sha256;

    KnownDigest(byte[] sha256) {
        if (sha256.length != 32) {
            throw new IllegalArgumentException("a SHA-256 has 32 bytes, not " + sha256.length);
        }
        this.sha256 = sha256.clone();
    }

    @Override
    public DigestCalculator get(AlgorithmIdentifier algorithm) {
        return this;
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
        return new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256);
    }

    @Override
    public OutputStream getOutputStream() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public byte[] getDigest() {
        return sha256.clone();
    }
}
