package io.packhouse.ampkg.writing;

import java.io.IOException;
import java.nio.file.Path;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.PackageLimits;
import io.packhouse.ampkg.PackageMetadata;

/**
 * Makes signed packages of packages, as {@code appman-packager dev-sign-package} and {@code store-sign-package} do: same
 * payload, header in the newest format, the signature of the same kind replaced, that of the other kind kept. Container and
 * digest of the original are checked, its manifest is not looked at (reference, 4).
 */
public final class PackageSigning {

    private final PackageLimits limits;

    public PackageSigning(PackageLimits limits) {
        this.limits = limits;
    }

    /**
     * Makes a package with a developer signature.
     *
     * @param target
     *            the signed package; appears whole or not at all, an existing file is replaced; may be {@code source}
     * @return of the signed package
     * @throws PackageException
     *             when the source is no package, or the signature cannot be made
     * @throws IOException
     *             when a file cannot be read or written
     */
    public PackageMetadata developer(Path source, Path target, SignatureMaker signatures) throws PackageException, IOException {
        throw new UnsupportedOperationException(limits.toString());
    }

    /**
     * Makes a package with a store signature, otherwise as {@link #developer}.
     *
     * @param hardwareId
     *            of the device that the package is for; empty for every device
     */
    public PackageMetadata store(Path source, Path target, String hardwareId, SignatureMaker signatures)
            throws PackageException, IOException {
        throw new UnsupportedOperationException(limits.toString());
    }
}
