package io.packhouse.contracts.signing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;

import io.packhouse.contracts.Sha256;

/**
 * What a signature is known by. Of each there is one for ever: it is an object that is created once, so that every gateway
 * serves the same bytes.
 *
 * @param kind
 *            what it is for
 * @param key
 *            the name of the key: 1 to 64 characters of {@code [A-Za-z0-9._-]}
 * @param certificate
 *            the SHA-256 of the key's certificate in DER: a renewed certificate makes new signatures
 * @param digest
 *            the SHA-256 of what is signed: the package's digest, the artifact's, or that of the content that the command
 *            brings
 * @param qualifier
 *            the hardware id of a store signature, the add-on's id of an XPI's; empty when there is none
 */
public record SignatureName(SignatureKind kind, String key, String certificate, String digest, String qualifier) {

    /** What a key may be called. */
    public static final Pattern KEY_NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    public SignatureName {
        Objects.requireNonNull(kind, "the signature's kind is missing");
        if (key == null || !KEY_NAME.matcher(key).matches()) {
            throw new IllegalArgumentException("a key's name is 1 to 64 characters of [A-Za-z0-9._-], this is not: " + key);
        }
        if (certificate == null || !Sha256.isDigest(certificate) || digest == null || !Sha256.isDigest(digest)) {
            throw new IllegalArgumentException("certificate and digest are SHA-256: 64 lower-case hexadecimal digits");
        }
        qualifier = qualifier == null ? "" : qualifier;
    }

    /** The key of the object that holds the {@link Signature}. A qualifier is anything from outside, so its digest stands there. */
    public String objectKey() {
        String owner = key + "@" + certificate.substring(0, 32);
        String last = qualifier.isEmpty() ? kind.wire() : kind.wire() + "-" + sha256(qualifier);
        return "signatures/" + digest + "/" + owner + "/" + last;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
