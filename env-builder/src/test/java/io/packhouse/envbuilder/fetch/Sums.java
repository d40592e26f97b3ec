package io.packhouse.envbuilder.fetch;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests by the JDK. */
final class Sums {

    private Sums() {
    }

    static String sha1(byte[] bytes) {
        return of("SHA-1", bytes);
    }

    static String of(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
