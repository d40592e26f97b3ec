package io.packhouse.gateway.installers;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** By what a repeated request is known to be the same. */
final class Fingerprint {

    private Fingerprint() {
    }

    /** The SHA-256 of a request's body, as hexadecimal digits. */
    static String of(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
