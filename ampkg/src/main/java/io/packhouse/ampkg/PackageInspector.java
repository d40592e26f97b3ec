package io.packhouse.ampkg;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

import io.packhouse.ampkg.architecture.PackageArchitecture;
import io.packhouse.ampkg.archive.PackagePass;
import io.packhouse.ampkg.archive.PayloadSink;
import io.packhouse.ampkg.document.PackageFooter;
import io.packhouse.ampkg.manifest.PackageManifest;
import io.packhouse.ampkg.writing.PackageWriter;

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
        return new PackagePass(limits).run(file, List.of());
    }

    /**
     * Reads a package.
     *
     * @param file
     *            is read to its end when it is a package, and never closed
     * @throws PackageException
     *             when it breaks a rule or a limit
     * @throws IOException
     *             when it cannot be read
     */
    public InspectedPackage inspect(InputStream file) throws PackageException, IOException {
        return inspect(file, List.of());
    }

    /**
     * Reads a package as {@link #inspect} and writes meanwhile its prepared prefix: one gzip member with the tar up to the place
     * of the store signature; a store signature that the package had is left out. The same package gives the same prefix,
     * wherever Java brings the same zlib. A prefix and {@link StoreTail#of a tail} are a package. When it fails, what was
     * written is a part of a prefix, and worthless.
     *
     * @param prefix
     *            is never closed
     * @param level
     *            of compression, 1 to 9
     * @throws PackageException
     *             as {@link #inspect}
     * @throws IOException
     *             when the package cannot be read, or the prefix cannot be written
     */
    public InspectedPackage prepare(InputStream file, OutputStream prefix, int level) throws PackageException, IOException {
        try (var writer = new PackageWriter(prefix, level)) {
            InspectedPackage inspected = inspect(file, List.of(writer));
            writer.footers(new PackageFooter(inspected.digest(), inspected.developerSignature(), null));
            writer.finishPrefix();
            return inspected;
        }
    }

    private InspectedPackage inspect(InputStream file, List<PayloadSink> more) throws PackageException, IOException {
        var pass = new PackagePass(limits);
        var architecture = new PackageArchitecture();
        var kept = new KeptFiles(limits.yaml());
        List<PayloadSink> sinks = new ArrayList<>(List.of(architecture, kept));
        sinks.addAll(more);
        PackageMetadata metadata = pass.run(file, sinks);
        PackageFooter footer = metadata.footer();
        developer.check(footer.digest(), footer.developerSignature());
        PackageManifest manifest = kept.manifest();
        return new InspectedPackage(metadata.header().packageId(), manifest.id(), manifest.version(), manifest.names(),
                manifest.descriptions(), manifest.categories(), architecture.token(), kept.icon(), footer.digest(),
                footer.developerSignature(), footer.storeSignature(), pass.unpacked(), pass.entries());
    }
}
