package io.packhouse.packagestore;

import org.jspecify.annotations.Nullable;

import io.packhouse.packagestore.directory.DirectoryLock;
import io.packhouse.packagestore.directory.DirectoryReport;
import io.packhouse.platform.process.Foundation;
import io.packhouse.platform.service.Service;

/**
 * The package store: its queue, its own view of the catalogue, and the data directory where one is configured. Wires, and does
 * nothing else.
 */
public final class PackageStoreService implements Service {

    private final PackagesSettings settings;

    /**
     * @throws io.packhouse.platform.config.ConfigException
     *             when the configuration is wrong, a file of {@code packages.developer-ca} that cannot be read included
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
     */
    public PackageStoreService(Foundation foundation, DirectoryReport report, @Nullable DirectoryLock lock) {
        settings = foundation.config().section(PackagesSettings.SECTION, PackagesSettings.class);
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
        // Wired below as parts come.
    }

    /**
     * Returns when a job would start at once, and when all that lay in the data directory at the start is in the catalogue;
     * {@code UNAVAILABLE} when the first takes too long.
     */
    public void awaitJobs() throws InterruptedException {
        // Wired below as parts come.
    }

    @Override
    public void close() {
        // Wired below as parts come.
    }
}
