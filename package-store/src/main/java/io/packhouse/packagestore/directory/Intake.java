package io.packhouse.packagestore.directory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.packages.CatalogueAnswer;
import io.packhouse.contracts.packages.CatalogueRecord;
import io.packhouse.contracts.packages.PackageFacts;
import io.packhouse.contracts.packages.PackageKey;
import io.packhouse.contracts.packages.Revision;
import io.packhouse.packagestore.catalogue.CatalogueLog;
import io.packhouse.packagestore.catalogue.CatalogueView;
import io.packhouse.packagestore.verification.PackageVerification;
import io.packhouse.platform.objects.BlobWriter;
import io.packhouse.platform.objects.ObjectStore;

/**
 * How files become packages of the catalogue, and how packages leave it, for the data directory: the same checks and the same log
 * as for uploads by HTTP, without a queue between. Each record has a job id of its own, and its answer is waited for.
 */
final class Intake {

    /** Who did it, in the catalogue. */
    static final String CALLER = "data-directory";

    private final ObjectStore objects;
    private final PackageVerification verification;
    private final long sizeLimit;
    private final CatalogueLog log;
    private final CatalogueView view;
    private final Set<JobId> own = ConcurrentHashMap.newKeySet();

    /**
     * @param sizeLimit
     *            bytes that a file may have
     */
    Intake(ObjectStore objects, PackageVerification verification, long sizeLimit, CatalogueLog log, CatalogueView view) {
        this.objects = objects;
        this.verification = verification;
        this.sizeLimit = sizeLimit;
        this.log = log;
        this.view = view;
    }

    /**
     * Stores a file and verifies it.
     *
     * @throws FailureException
     *             when it is refused, see {@link #isRefusal}, or cannot be looked at now
     * @throws IOException
     *             when it cannot be read
     */
    PackageFacts verify(Path file) throws IOException, InterruptedException {
        long size = Files.size(file);
        if (size > sizeLimit) {
            throw new Failure(Failure.Code.TOO_LARGE,
                    "package file is too large (" + size + " bytes, at most " + sizeLimit + " are taken)").exception();
        }
        return verification.verify(stored(file));
    }

    /** Verifies a package of the catalogue again. */
    PackageFacts verifyAgain(BlobRef file) throws InterruptedException {
        return verification.verify(file);
    }

    /** Whether a verified package was verified by rules that were laxer than those of now. */
    boolean isDoubtful(PackageFacts facts) {
        return verification.demandsDeveloper() && facts.developer() == null;
    }

    private BlobRef stored(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file); BlobWriter blob = objects.newBlob()) {
            in.transferTo(blob);
            return blob.commit();
        }
    }

    /** Whether a failure says that the file is no good; others say that it cannot be looked at now. */
    static boolean isRefusal(FailureException e) {
        Failure.Code code = e.failure().code();
        return code == Failure.Code.INVALID_REQUEST || code == Failure.Code.TOO_LARGE;
    }

    /** Puts a verified package into the catalogue; answers what that did. */
    CatalogueAnswer publish(PackageFacts facts) throws InterruptedException {
        return publish(job -> new CatalogueRecord.Uploaded(job, Instant.now(), CALLER, facts, null));
    }

    /** Takes a package out of the catalogue. */
    void remove(PackageKey key) throws InterruptedException {
        publish(job -> new CatalogueRecord.Removed(job, Instant.now(), CALLER, key.id(), key.architecture()));
    }

    private CatalogueAnswer publish(Function<JobId, CatalogueRecord> record) throws InterruptedException {
        JobId job = JobId.random();
        own.add(job);
        log.append(record.apply(job));
        return view.await(job);
    }

    /** Whether that job is of this intake; asked once for each. */
    boolean forgetOwn(JobId job) {
        return own.remove(job);
    }

    /** The packages that a file name in {@code remove/} means: an id, or {@code <id>_<architecture|all>}. */
    List<PackageKey> meant(String name) throws InterruptedException {
        return view.ask(catalogue -> RemovedName.of(name).match(catalogue));
    }

    /** What is in the catalogue under that key. */
    @Nullable
    Revision current(PackageKey key) throws InterruptedException {
        return view.ask(catalogue -> catalogue.current(key).orElse(null));
    }

    /** Whether there ever was a package of that key. */
    boolean isKnown(PackageKey key) throws InterruptedException {
        return view.ask(catalogue -> !catalogue.revisions(key).isEmpty());
    }
}
