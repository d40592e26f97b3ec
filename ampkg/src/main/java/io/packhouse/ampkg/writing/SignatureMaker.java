package io.packhouse.ampkg.writing;

import io.packhouse.ampkg.PackageException;

/** Signs what {@link io.packhouse.ampkg.SignedContent} says is signed of a package. */
@FunctionalInterface
public interface SignatureMaker {

    /**
     * Signs.
     *
     * @param content
     *            44 ASCII characters
     * @return detached CMS SignedData in DER
     * @throws PackageException
     *             when it cannot be signed, in a sentence for the user
     */
    byte[] sign(byte[] content) throws PackageException;
}
