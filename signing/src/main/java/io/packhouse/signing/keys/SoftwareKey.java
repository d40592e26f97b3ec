package io.packhouse.signing.keys;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/** A key in this process's memory. It never shows itself: no text of it tells more than its certificate. */
public final class SoftwareKey implements SigningKey {

    private final KeyType type;
    private final PrivateKey key;
    private final List<X509Certificate> chain;

    /**
     * @param chain
     *            the certificate of the key first
     */
    public SoftwareKey(KeyType type, PrivateKey key, List<X509Certificate> chain) {
        this.type = type;
        this.key = key;
        this.chain = List.copyOf(chain);
    }

    @Override
    public KeyType type() {
        return type;
    }

    @Override
    public List<X509Certificate> chain() {
        return chain;
    }

    @Override
    public byte[] sign(SignatureScheme scheme, byte[] data) {
        if (scheme.type() != type) {
            throw new IllegalArgumentException("a key of type " + type + " does not sign by " + scheme);
        }
        try {
            return sign(key, scheme, data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was tried when it was loaded does not sign", e);
        }
    }

    static byte[] sign(PrivateKey key, SignatureScheme scheme, byte[] data) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(scheme.javaName());
        signature.initSign(key);
        signature.update(data);
        return signature.sign();
    }

    @Override
    public String toString() {
        return type + " key of " + certificate().getSubjectX500Principal();
    }
}
