package io.packhouse.contracts.packages;

import java.util.Objects;

import io.packhouse.contracts.BlobRef;

/**
 * The command to prepare a package for store signatures; the result is {@link PreparedPackage}, which is also the object
 * {@link PreparedPackage#objectKey}.
 *
 * @param file
 *            the package as it was uploaded
 */
public record PreparePackage(BlobRef file) {

    public PreparePackage {
        Objects.requireNonNull(file, "the package's file is missing");
    }
}
