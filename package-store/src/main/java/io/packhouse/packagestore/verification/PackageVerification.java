package io.packhouse.packagestore.verification;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

import io.packhouse.ampkg.InspectedPackage;
import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.PackageInspector;
import io.packhouse.ampkg.PackageLimits;
import io.packhouse.ampkg.SignatureVerifier;
import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.packages.PackageFacts;
import io.packhouse.contracts.packages.PackageKey;
import io.packhouse.platform.objects.BlobWriter;
import io.packhouse.platform.objects.ObjectStore;

/**
 * Checks an uploaded package, in the order of the original (package server reference, 2.6): size, magic, container and digest,
 * developer signature, manifest. Reads the file once, front to end. Any number of threads may verify.
 *
 * <p>
 * What a refusal says is what the one who uploaded is shown, word for word.
 */
public final class PackageVerification {

    /** How something that does not begin as a package is refused (package server reference, 2.6). */
    public static final String WRONG_FORMAT = "wrong package format";

    /** As JSON; well below what a record of a log may have, and far above what a list can show. */
    static final int FACTS_LIMIT = 512 * 1024;

    private static final byte[] GZIP = {0x1f, (byte) 0x8b};

    private final ObjectStore objects;
    private final PackageLimits limits;
    private final @Nullable SignatureVerifier developers;
    private final @Nullable PreparedPackages prepared;
    private final VerificationMetrics metrics;

    /**
     * @param developers
     *            verifies developer signatures; null when nobody looks at them
     * @param prepared
     *            where packages are prepared in the same pass; null when they are not
     */
    public PackageVerification(ObjectStore objects, PackageLimits limits, @Nullable SignatureVerifier developers,
            @Nullable PreparedPackages prepared, VerificationMetrics metrics) {
        this.objects = objects;
        this.limits = limits;
        this.developers = developers;
        this.prepared = prepared;
        this.metrics = metrics;
    }

    /** Whether developer signatures are looked at. */
    public boolean demandsDeveloper() {
        return developers != null;
    }

    /**
     * Verifies a package.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code INVALID_REQUEST} or {@code TOO_LARGE} when it is refused; {@code UNAVAILABLE} and {@code STORAGE_FULL}
     *             when it cannot be looked at now
     * @throws InterruptedException
     *             when the thread was interrupted
     */
    public PackageFacts verify(BlobRef file) throws InterruptedException {
        DeveloperCheck developer = new DeveloperCheck(developers);
        try {
            PackageFacts facts = look(file, developer);
            metrics.verified();
            return facts;
        } catch (PackageException e) {
            metrics.refused(developer.refused() ? Refusal.DEVELOPER : Refusal.FORMAT);
            throw Refusal.of(e);
        }
    }

    private PackageFacts look(BlobRef file, DeveloperCheck developer) throws PackageException, InterruptedException {
        if (file.size() > limits.packed()) {
            metrics.refused(Refusal.SIZE);
            throw Refusal.tooLarge(file.size(), limits.packed());
        }
        try (InputStream in = new JobStream(objects.open(file.sha256(), 0, file.size()))) {
            checkMagic(file);
            PackageInspector inspector = new PackageInspector(limits, developer);
            InspectedPackage known = prepared == null
                    ? inspector.inspect(in)
                    : prepared.make(file, inspector, in);
            return facts(file, known, developer.subject());
        } catch (IOException e) {
            throw JobStream.failed(e);
        }
    }

    /** Before anything of the package format, because an upload without it is refused by other words than all others. */
    private void checkMagic(BlobRef file) throws IOException, PackageException {
        if (file.size() < GZIP.length) {
            throw new PackageException(WRONG_FORMAT);
        }
        try (InputStream start = objects.open(file.sha256(), 0, GZIP.length)) {
            if (!Arrays.equals(start.readNBytes(GZIP.length), GZIP)) {
                throw new PackageException(WRONG_FORMAT);
            }
        }
    }

    private PackageFacts facts(BlobRef file, InspectedPackage known, @Nullable String developer)
            throws IOException, PackageException {
        byte[] icon = known.icon();
        PackageFacts facts = new PackageFacts(new PackageKey(known.id(), known.architecture()), known.version(),
                known.names(), known.descriptions(), known.categories(), file,
                icon == null || icon.length == 0 ? null : stored(icon), HexFormat.of().formatHex(known.digest()),
                known.unpackedSize(), developer);
        int size = Json.write(facts).length;
        if (size > FACTS_LIMIT) {
            throw new PackageException("the manifest's version, names, descriptions and categories have " + size
                    + " bytes, at most " + FACTS_LIMIT + " are taken");
        }
        return facts;
    }

    private BlobRef stored(byte[] bytes) throws IOException {
        try (BlobWriter blob = objects.newBlob()) {
            blob.write(bytes);
            return blob.commit();
        }
    }
}
