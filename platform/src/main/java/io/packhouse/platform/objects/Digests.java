package io.packhouse.platform.objects;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Message digests that every Java runtime has. */
final class Digests {

    private Digests() {
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256, which every one must have", e);
        }
    }

    /** A digest that goes on from where {@code digest} is, which itself goes on too. */
    static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the SHA-256 of this Java runtime cannot be copied", e);
        }
    }
}
