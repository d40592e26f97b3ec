package io.packhouse.contracts;

import java.util.regex.Pattern;

/** The text form of SHA-256 digests: 64 lower-case hexadecimal digits. */
public final class Sha256 {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    private Sha256() {
    }

    /** Whether {@code text} has the form of a digest. */
    public static boolean isDigest(String text) {
        return FORM.matcher(text).matches();
    }

    /** Refuses, with {@link IllegalArgumentException}, what does not have the form of a digest. */
    public static void check(String text) {
        if (text == null || !isDigest(text)) {
            throw new IllegalArgumentException("a SHA-256 is 64 lower-case hexadecimal digits, this is not: " + text);
        }
    }
}
