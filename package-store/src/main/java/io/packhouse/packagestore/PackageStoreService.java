package io.packhouse.packagestore;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.PackageLimits;
import io.packhouse.ampkg.SignatureVerifier;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Topic;
import io.packhouse.packagestore.catalogue.CatalogueLog;
import io.packhouse.packagestore.catalogue.CatalogueMetrics;
import io.packhouse.packagestore.catalogue.CatalogueView;
import io.packhouse.packagestore.catalogue.RemoveHandler;
import io.packhouse.packagestore.catalogue.RestoreHandler;
import io.packhouse.packagestore.directory.DataDirectory;
import io.packhouse.packagestore.directory.DirectoryLock;
import io.packhouse.packagestore.directory.DirectoryReport;
import io.packhouse.packagestore.verification.PackageVerification;
import io.packhouse.packagestore.verification.PrepareHandler;
import io.packhouse.packagestore.verification.PreparedPackages;
import io.packhouse.packagestore.verification.UploadHandler;
import io.packhouse.packagestore.verification.VerificationMetrics;
import io.packhouse.platform.process.Foundation;
import io.packhouse.platform.process.QueueWorker;
import io.packhouse.platform.service.Service;

/**
 * The package store: its queue, its own view of the catalogue, and the data directory where one is configured. Wires, and does
 * nothing else.
 */
public final class PackageStoreService implements Service {

    private final CatalogueView view;
    private final CatalogueMetrics metrics;
    private final Optional<DataDirectory> directory;
    private final QueueWorker queue;

    /**
     * @throws io.packhouse.platform.config.ConfigException
     *             when the configuration is wrong
     * @throws io.packhouse.contracts.FailureException
     *             {@code INVALID_REQUEST} when a file of {@code packages.developer-ca} is no good, in a sentence for the operator
     */
    public PackageStoreService(Foundation foundation) {
        this(foundation, DirectoryReport.LOG, null);
    }

    /**
     * @param report
     *            told what happens to packages, when there is a data directory
     * @param lock
     *            the lock of the data directory when the process holds it already, which then gives it back itself; else null
     * @throws io.packhouse.platform.config.ConfigException
     *             when the configuration is wrong
     * @throws io.packhouse.contracts.FailureException
     *             {@code INVALID_REQUEST} when a file of {@code packages.developer-ca} is no good, in a sentence for the operator
     */
    public PackageStoreService(Foundation foundation, DirectoryReport report, @Nullable DirectoryLock lock) {
        PackagesSettings settings = foundation.config().section(PackagesSettings.SECTION, PackagesSettings.class);
        PackageLimits limits = settings.limits().format();
        PreparedPackages prepared = new PreparedPackages(foundation.objects(), settings.prepareLevel());
        PackageVerification verification = new PackageVerification(foundation.objects(), limits, developers(settings),
                settings.storeKey().isPresent() ? prepared : null, new VerificationMetrics(foundation.metrics()));
        CatalogueLog log = new CatalogueLog(foundation.writer());
        view = new CatalogueView(foundation.vertx(), foundation.admin(), foundation.kafka());
        metrics = new CatalogueMetrics(view, foundation.metrics());
        directory = settings.dataDir().map(root -> new DataDirectory(root, settings.directory(), foundation.objects(),
                verification, limits.packed(), log, view, report, lock != null));
        queue = new QueueWorker(foundation, Topic.WORK_PACKAGES, settings.workers(),
                List.of(new UploadHandler(verification, log, settings.timeLimit(),
                        failure -> directory.ifPresent(place -> place.refused(failure))),
                        new RemoveHandler(log), new RestoreHandler(view, log),
                        new PrepareHandler(foundation.objects(), limits, prepared, settings.timeLimit())));
        foundation.health().addReady("package-catalogue", view::status);
        directory.ifPresent(place -> foundation.health().addReady(place.name(), place::status));
    }

    private static @Nullable SignatureVerifier developers(PackagesSettings settings) {
        try {
            return settings.developerCa().isEmpty() ? null : SignatureVerifier.trusting(settings.developerCa());
        } catch (PackageException e) {
            throw new Failure(Failure.Code.INVALID_REQUEST, "packages.developer-ca: " + e.getMessage()).exception(e);
        }
    }

    @Override
    public String name() {
        return "package-store";
    }

    /**
     * Starts and returns at once, when there is a data directory with its lock.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code CONFLICT} when another process holds the data directory
     */
    @Override
    public void start() throws Exception {
        view.start();
        metrics.start();
        if (directory.isPresent()) {
            directory.get().start();
        }
        queue.start();
    }

    /**
     * Returns when a job would start at once, and when all that lay in the data directory at the start was looked at;
     * {@code UNAVAILABLE} when the first takes too long.
     */
    public void awaitJobs() throws InterruptedException {
        queue.awaitJobs();
        if (directory.isPresent()) {
            directory.get().awaitScanned();
        }
    }

    @Override
    public void close() {
        queue.close();
        directory.ifPresent(DataDirectory::close);
        metrics.close();
        view.close();
    }
}
