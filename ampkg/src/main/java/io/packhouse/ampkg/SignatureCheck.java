package io.packhouse.ampkg;

import org.jspecify.annotations.Nullable;

/**
 * What a reader demands of a package's developer signature. Asked when the digest was found right and before the manifest is
 * read, so that of several faults the one that the original names first is named (package server reference, 2.6).
 */
@FunctionalInterface
public interface SignatureCheck {

    /** Demands nothing. */
    SignatureCheck NONE = (_, _) -> {
    };

    /**
     * Looks at the signature.
     *
     * @param digest
     *            the package's, 32 bytes
     * @param developerSignature
     *            DER; null or empty when there is none
     * @throws PackageException
     *             when the package is refused
     */
    void check(byte[] digest, byte @Nullable [] developerSignature) throws PackageException;
}
