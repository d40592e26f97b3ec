package io.packhouse.ampkg;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Reads packages once, from the front to the end, with flat memory and without unpacking anything to disk, and checks all that
 * the format demands.
 */
public final class PackageInspector {

    private final PackageLimits limits;
    private final SignatureCheck developer;

    public PackageInspector(PackageLimits limits) {
        this(limits, SignatureCheck.NONE);
    }

    /**
     * @param developer
     *            asked between the digest and the manifest; what it throws is what {@link #inspect} throws
     */
    public PackageInspector(PackageLimits limits, SignatureCheck developer) {
        this.limits = limits;
        this.developer = developer;
    }

    /**
     * Reads a package as {@code appman-packager} does that verifies or signs: container and digest are checked, architecture,
     * developer signature and manifest are not looked at (so that a package with a wrong manifest passes).
     *
     * @throws PackageException
     *             when it breaks a rule or a limit
     * @throws IOException
     *             when it cannot be read
     */
    public PackageMetadata metadata(InputStream file) throws PackageException, IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads a package.
     *
     * @throws PackageException
     *             when it breaks a rule or a limit
     * @throws IOException
     *             when it cannot be read
     */
    public InspectedPackage inspect(InputStream file) throws PackageException, IOException {
        throw new UnsupportedOperationException(limits + " " + developer);
    }

    /**
     * Reads a package as {@link #inspect} and writes meanwhile its prepared prefix: gzip members with the tar up to the place of
     * the store signature. The same package gives the same prefix. A prefix and {@link StoreTail#of a tail} are a package.
     *
     * @param level
     *            of compression, 1 to 9
     */
    public InspectedPackage prepare(InputStream file, OutputStream prefix, int level) throws PackageException, IOException {
        throw new UnsupportedOperationException(limits + " " + developer);
    }
}
