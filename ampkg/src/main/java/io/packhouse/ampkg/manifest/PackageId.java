package io.packhouse.ampkg.manifest;

import io.packhouse.ampkg.PackageException;

/** The rules for ids of packages, applications and intents (reference, 1.7); ids are used as file names. */
public final class PackageId {

    private PackageId() {
    }

    /**
     * Checks an id.
     *
     * @return the id
     * @throws PackageException
     *             when it is none, with the reason
     */
    public static String require(String id) throws PackageException {
        throw new UnsupportedOperationException();
    }
}
