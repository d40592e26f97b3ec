package io.packhouse.ampkg;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What exactly is signed of a package (reference, 1.6). */
public final class SignedContent {

    private static final String HMAC = "HmacSHA256";

    private SignedContent() {
    }

    /**
     * The 44 ASCII characters that a signature is made over: Base64 of the digest, or of its HMAC-SHA256 under the hardware id.
     *
     * @param digest
     *            the package's digest, 32 bytes
     * @param hardwareId
     *            the device's, for a store signature; empty for none
     */
    public static byte[] of(byte[] digest, String hardwareId) {
        return Base64.getEncoder().encode(hardwareId.isEmpty() ? digest : bound(digest, hardwareId));
    }

    private static byte[] bound(byte[] digest, String hardwareId) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(hardwareId.getBytes(StandardCharsets.UTF_8), HMAC));
            return mac.doFinal(digest);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + HMAC, impossible);
        }
    }
}
