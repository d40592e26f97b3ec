package io.packhouse.signing.keys;

/** A key's type and a digest, under the name that Java's providers know. */
public enum SignatureScheme {

    RSA_SHA256(KeyType.RSA, "SHA256withRSA"), ECDSA_SHA256(KeyType.EC, "SHA256withECDSA"), ECDSA_SHA384(KeyType.EC,
            "SHA384withECDSA"), ECDSA_SHA512(KeyType.EC, "SHA512withECDSA");

    private final KeyType type;
    private final String javaName;

    SignatureScheme(KeyType type, String javaName) {
        this.type = type;
        this.javaName = javaName;
    }

    /** Of which type a key must be. */
    public KeyType type() {
        return type;
    }

    /** The name for {@link java.security.Signature#getInstance(String)}. */
    public String javaName() {
        return javaName;
    }
}
