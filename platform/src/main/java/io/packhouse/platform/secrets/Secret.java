package io.packhouse.platform.secrets;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A secret that is shared with callers. Commands and logs hold its name, never its value.
 *
 * @param name
 *            16 hexadecimal digits that stay the same as long as the value does
 * @param value
 *            what is presented and sent: at least one character
 */
public record Secret(String name, String value) {

    /** The same for ever and everywhere: names must agree between processes. */
    private static final byte[] SALT = "packhouse: the name of a secret".getBytes(StandardCharsets.US_ASCII);
    /** Makes a guess at a value cost some 100 ms. Names lie in commands and logs, where others may read them. */
    private static final int ITERATIONS = 200_000;
    private static final int NAME_BITS = 64;

    public Secret {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a secret has at least one character");
        }
    }

    /** The secret with this value and its name; takes some 100 ms of a processor. */
    public static Secret of(String value) {
        return new Secret(nameOf(value), value);
    }

    /** The name of the secret with this value; takes some 100 ms of a processor. */
    public static String nameOf(String value) {
        PBEKeySpec password = new PBEKeySpec(value.toCharArray(), SALT, ITERATIONS, NAME_BITS);
        try {
            byte[] name = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(password).getEncoded();
            return HexFormat.of().formatHex(name);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has PBKDF2WithHmacSHA256", e);
        } finally {
            password.clearPassword();
        }
    }

    /** What is compared instead of the value: of one length, and told nothing by. */
    static byte[] digest(String value) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Without the value. */
    @Override
    public String toString() {
        return "Secret[" + name + "]";
    }
}
