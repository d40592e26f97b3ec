package io.packhouse.contracts;

/**
 * Names an immutable blob of the object store.
 *
 * @param sha256
 *            the SHA-256 of the content, 64 lower-case hexadecimal digits
 * @param size
 *            the length of the content in bytes
 */
public record BlobRef(String sha256, long size) {

    public BlobRef {
        Sha256.check(sha256);
        if (size < 0) {
            throw new IllegalArgumentException("a blob has no negative size: " + size);
        }
    }
}
