package io.packhouse.packagestore.directory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.packagestore.catalogue.CatalogueLog;
import io.packhouse.packagestore.catalogue.CatalogueView;
import io.packhouse.packagestore.verification.PackageVerification;
import io.packhouse.platform.health.Status;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.service.Service;

/**
 * The data directory of a store: its lock, and one thread that does everything else, one thing after the other. It knows nothing
 * that the catalogue and the directory do not know, so it may end at any time.
 */
public final class DataDirectory implements Service {

    private static final Logger log = LoggerFactory.getLogger(DataDirectory.class);
    private static final Duration AGAIN = Duration.ofMillis(500);
    private static final Duration END_LIMIT = Duration.ofSeconds(20);

    private final StorePaths paths;
    private final DirectoryWork work;
    private final boolean locked;
    private final CountDownLatch scanned = new CountDownLatch(1);
    private volatile String state = "not looked at yet";
    private @Nullable DirectoryLock lock;
    private @Nullable Thread thread;

    /**
     * @param root
     *            the data directory; made when there is none
     * @param sizeLimit
     *            bytes that a file may have
     * @param locked
     *            whether the process holds the lock already, and gives it back itself
     */
    public DataDirectory(Path root, DirectorySettings settings, ObjectStore objects, PackageVerification verification,
            long sizeLimit, CatalogueLog catalogue, CatalogueView view, DirectoryReport report, boolean locked) {
        this.paths = StorePaths.of(root);
        this.work = new DirectoryWork(paths, settings, view, objects,
                new Intake(objects, verification, sizeLimit, catalogue, view), report);
        this.locked = locked;
    }

    @Override
    public String name() {
        return "data-directory";
    }

    /**
     * Locks the directory and starts; what lies there is looked at meanwhile, see {@link #awaitScanned}. The view of the catalogue
     * must have been started.
     *
     * @throws FailureException
     *             {@code CONFLICT} when another process holds it
     * @throws IOException
     *             when it cannot be made or written
     */
    @Override
    public void start() throws IOException, InterruptedException {
        if (!locked) {
            lock = DirectoryLock.take(paths.root());
        }
        paths.make();
        thread = Thread.ofVirtual().name("data-directory").start(this::run);
    }

    /** Returns when all that lay there at the start was looked at. */
    public void awaitScanned() throws InterruptedException {
        scanned.await();
    }

    /** The answer of a check: ready when what lay there at the start was looked at. */
    public Status status() {
        return scanned.getCount() == 0 ? Status.up(state) : Status.down(state);
    }

    /** An upload by HTTP was refused. Never blocks. */
    public void refused(Failure failure) {
        work.later(() -> work.changes().tellRefused(failure));
    }

    private void run() {
        try (FolderWatch watch = new FolderWatch(List.of(paths.root(), paths.upload(), paths.remove()), work::wake)) {
            begin();
            while (true) {
                watch.renew();
                look();
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    private void begin() throws InterruptedException {
        while (true) {
            try {
                work.begin();
                return;
            } catch (IOException | FailureException e) {
                later(e);
                Thread.sleep(AGAIN);
            }
        }
    }

    private void look() throws InterruptedException {
        try {
            Duration rest = work.look();
            state = "watched";
            scanned.countDown();
            work.await(rest);
        } catch (IOException | FailureException e) {
            later(e);
            Thread.sleep(AGAIN);
        }
    }

    private void later(Exception e) {
        state = String.valueOf(e.getMessage());
        log.atWarn().addKeyValue("directory", paths.root()).addKeyValue("cause", e.toString())
                .log("The data directory cannot be worked on now");
    }

    @Override
    public void close() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
            try {
                running.join(END_LIMIT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (lock != null) {
            lock.close();
        }
    }
}
