package io.packhouse.signing.cms;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;

import io.packhouse.signing.keys.SigningKey;

/** A key as Bouncy Castle's generators want it: it collects what is to be signed, which is small, and signs it with SHA-256. */
public final class KeyContentSigner implements ContentSigner {

    private final SigningKey key;
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();

    public KeyContentSigner(SigningKey key) {
        this.key = key;
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
        return new DefaultSignatureAlgorithmIdentifierFinder().find(key.type().sha256().javaName());
    }

    @Override
    public OutputStream getOutputStream() {
        return collected;
    }

    @Override
    public byte[] getSignature() {
        return key.sign(key.type().sha256(), collected.toByteArray());
    }
}
