package io.packhouse.ampkg.writing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.PackageLimits;
import io.packhouse.ampkg.PackageMetadata;
import io.packhouse.ampkg.SignedContent;
import io.packhouse.ampkg.archive.PackagePass;
import io.packhouse.ampkg.document.PackageFooter;
import io.packhouse.ampkg.document.PackageHeader;

/**
 * Makes signed packages of packages, as {@code appman-packager dev-sign-package} and {@code store-sign-package} do: same
 * payload, header in the newest format, the signature of the same kind replaced, that of the other kind kept. Container and
 * digest of the original are checked, its manifest is not looked at (reference, 4).
 */
public final class PackageSigning {

    /** Of compression, as gzip's own default. */
    static final int LEVEL = 6;

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
    public PackageMetadata developer(Path source, Path target, SignatureMaker signatures)
            throws PackageException, IOException {
        return sign(source, target,
                (digest, footer) -> new PackageFooter(digest, signatures.sign(SignedContent.of(digest, "")),
                        footer.storeSignature()));
    }

    /**
     * Makes a package with a store signature, otherwise as {@link #developer}.
     *
     * @param hardwareId
     *            of the device that the package is for; empty for every device
     */
    public PackageMetadata store(Path source, Path target, String hardwareId, SignatureMaker signatures)
            throws PackageException, IOException {
        return sign(source, target, (digest, footer) -> new PackageFooter(digest, footer.developerSignature(),
                signatures.sign(SignedContent.of(digest, hardwareId))));
    }

    /** What stands at the end of the signed package. */
    @FunctionalInterface
    private interface NewFooter {

        PackageFooter of(byte[] digest, PackageFooter old) throws PackageException;
    }

    private PackageMetadata sign(Path source, Path target, NewFooter signed) throws PackageException, IOException {
        if (!Files.isRegularFile(source)) {
            throw new PackageException("package file " + source + " does not exist");
        }
        try (InputStream file = Files.newInputStream(source);
                var made = SafeFile.begin(target);
                var writer = new PackageWriter(made.out(), LEVEL)) {
            PackageMetadata old = new PackagePass(limits).run(file, List.of(writer));
            PackageFooter footer = signed.of(old.footer().digest(), old.footer());
            writer.footers(footer);
            writer.finish();
            made.commit();
            PackageHeader header = old.header();
            return new PackageMetadata(PackageHeader.of(header.packageId(), header.diskSpaceUsed(), header.extra(),
                    header.extraSigned()), footer);
        }
    }
}
