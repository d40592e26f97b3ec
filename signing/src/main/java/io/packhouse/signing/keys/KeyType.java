package io.packhouse.signing.keys;

/** What a key is made of. */
public enum KeyType {
    /** Signs by PKCS#1 v1.5. */
    RSA,
    /** Signs by ECDSA. */
    EC;

    /** How this type of key signs where SHA-256 is wanted. */
    public SignatureScheme sha256() {
        return this == RSA ? SignatureScheme.RSA_SHA256 : SignatureScheme.ECDSA_SHA256;
    }
}
