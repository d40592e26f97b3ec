package io.packhouse.signing.keys;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A private key that can be used but not seen, and its certificates. What lies behind it is nobody's business: a key file now,
 * a PKCS#11 token just as well, which keeps the key for itself and only signs. Any thread may call it.
 */
public interface SigningKey {

    /** What the key is made of. */
    KeyType type();

    /** The certificate of the key first, then those that belong to it in issuing order, then others that came with it. */
    List<X509Certificate> chain();

    /**
     * Signs.
     *
     * @param scheme
     *            one of this key's type
     * @param data
     *            what is signed, not its digest
     * @return for RSA the PKCS#1 v1.5 block, for EC the ASN.1 sequence of r and s
     * @throws io.packhouse.contracts.FailureException
     *             {@code UNAVAILABLE} when the key does not answer now
     */
    byte[] sign(SignatureScheme scheme, byte[] data);

    /** The key's certificate. */
    default X509Certificate certificate() {
        return chain().getFirst();
    }

    /** Whether its certificate says that it may issue certificates. */
    default boolean isCa() {
        return certificate().getBasicConstraints() >= 0;
    }
}
