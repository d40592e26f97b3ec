package io.packhouse.ampkg.document;

import org.jspecify.annotations.Nullable;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.yaml.YamlLimits;

/**
 * What the footers of a package say together (reference, 1.4).
 *
 * @param digest
 *            as it is written there: of a sound package 32 bytes
 * @param developerSignature
 *            DER; null when there is none, or an empty one
 * @param storeSignature
 *            as {@code developerSignature}
 */
public record PackageFooter(byte[] digest, byte @Nullable [] developerSignature, byte @Nullable [] storeSignature) {

    /** What the names of the footers' entries begin with. */
    public static final String ENTRY = "--PACKAGE-FOOTER--";

    /**
     * Reads footers.
     *
     * @param yaml
     *            all footer entries one after the other, in the order of the archive
     * @throws PackageException
     *             when they are none, or have no digest
     */
    public static PackageFooter parse(byte[] yaml, YamlLimits limits) throws PackageException {
        throw new UnsupportedOperationException();
    }

    /** The first footer entry, which has the digest. */
    public static byte[] ofDigest(byte[] digest) {
        throw new UnsupportedOperationException();
    }

    /** A further footer entry, with the developer's signature in DER. */
    public static byte[] ofDeveloperSignature(byte[] signature) {
        throw new UnsupportedOperationException();
    }

    /** A further footer entry, with the store's signature in DER. */
    public static byte[] ofStoreSignature(byte[] signature) {
        throw new UnsupportedOperationException();
    }
}
