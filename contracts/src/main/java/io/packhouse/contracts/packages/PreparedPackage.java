package io.packhouse.contracts.packages;

import java.util.Objects;

import io.packhouse.contracts.BlobRef;

/**
 * A package without a store signature and without its end, so that a store-signed package is this prefix and one more small
 * gzip member. An object that is created once per package, so that everybody serves the same bytes.
 *
 * @param prefix
 *            gzip members that hold the tar up to the place of the store signature: header, payload, digest, developer
 *            signature
 * @param sha256State
 *            the SHA-256 of the prefix as Bouncy Castle's {@code SHA256Digest} encodes its state, to be continued with the tail
 * @param digest
 *            the package's digest, which signatures speak of: 64 hexadecimal digits
 */
public record PreparedPackage(BlobRef prefix, byte[] sha256State, String digest) {

    public PreparedPackage {
        Objects.requireNonNull(prefix, "the prefix is missing");
        Objects.requireNonNull(sha256State, "the state of the prefix's digest is missing");
        Objects.requireNonNull(digest, "the package's digest is missing");
    }

    /**
     * The key of the object.
     *
     * @param file
     *            the SHA-256 of the package as it was uploaded
     */
    public static String objectKey(String file) {
        return "prepared-packages/" + file;
    }
}
