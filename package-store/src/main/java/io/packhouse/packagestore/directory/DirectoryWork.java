package io.packhouse.packagestore.directory;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.packages.PackageKey;
import io.packhouse.contracts.packages.Revision;
import io.packhouse.packagestore.catalogue.CatalogueView;
import io.packhouse.packagestore.catalogue.Change;
import io.packhouse.packagestore.directory.DirectoryReport.Place;
import io.packhouse.platform.objects.ObjectStore;

/**
 * What the one thread of a data directory does: the scan at the start, then files of {@code upload/} and {@code remove/}, copies of
 * what changed in the catalogue, and all reports. What cannot be done now, such as on a full disk or without Kafka, is done later.
 */
final class DirectoryWork {

    private static final Logger log = LoggerFactory.getLogger(DirectoryWork.class);

    private final StorePaths paths;
    private final DirectorySettings settings;
    private final CatalogueView view;
    private final ObjectStore objects;
    private final Intake intake;
    private final DirectoryReport report;
    private final HttpChanges changes;
    private final UploadFolder upload;
    private final RemoveFolder remove;
    private final Queue<Runnable> told = new ConcurrentLinkedQueue<>();
    private final Semaphore wake = new Semaphore(0);
    private final Set<PackageKey> dirty = new LinkedHashSet<>();
    private @Nullable Mirror mirror;

    DirectoryWork(StorePaths paths, DirectorySettings settings, CatalogueView view, ObjectStore objects, Intake intake,
            DirectoryReport report) {
        this.paths = paths;
        this.settings = settings;
        this.view = view;
        this.objects = objects;
        this.intake = intake;
        this.report = report;
        this.changes = new HttpChanges(report);
        this.upload = new UploadFolder(paths.upload(), settings, intake, report);
        this.remove = new RemoveFolder(paths.remove(), intake, report);
    }

    /** Looks soon. From any thread; never blocks. */
    void wake() {
        wake.release();
    }

    /** Has something told when the thread comes to it. From any thread; never blocks. */
    void later(Runnable telling) {
        told.add(telling);
        wake();
    }

    HttpChanges changes() {
        return changes;
    }

    /** Called on the view's event loop. */
    private void changed(Change change) {
        later(() -> {
            if (!intake.forgetOwn(change.record().job())) {
                changes.tell(change);
            }
            dirty.addAll(change.keys());
        });
    }

    /**
     * Does all that there is to do at the start.
     *
     * @throws IOException
     *             when it must be tried again, as for every {@link FailureException}
     */
    void begin() throws IOException, InterruptedException {
        while (!view.caughtUp()) {
            Thread.sleep(Duration.ofMillis(20));
        }
        paths.make();
        upload.recover();
        MirrorJournal journal = MirrorJournal.open(paths.packages());
        Mirror made = new Mirror(paths.packages(), journal, objects);
        Map<String, Revision> current = view.listen(this::changed);
        try (ReportedGroup group = new ReportedGroup(report, Place.PACKAGES, Intake.CALLER)) {
            new PackagesScan(paths.packages(), journal, made, intake).run(current, group);
        }
        mirror = made;
    }

    /** Does all that there is to do now; answers how long to wait until it must look again. */
    Duration look() throws IOException, InterruptedException {
        tell();
        boolean uploads = upload.look();
        boolean soon = remove.look() || uploads;
        tell();
        copy();
        return soon && settings.settle().compareTo(settings.poll()) < 0 ? settings.settle() : settings.poll();
    }

    /** Returns after that time, or when there is something to do. */
    void await(Duration time) throws InterruptedException {
        if (wake.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
            wake.drainPermits();
        }
    }

    private void tell() {
        for (Runnable next = told.poll(); next != null; next = told.poll()) {
            next.run();
        }
    }

    private void copy() throws InterruptedException {
        List<PackageKey> keys = new ArrayList<>(dirty);
        for (PackageKey key : keys) {
            try {
                copy(key);
                dirty.remove(key);
            } catch (IOException | FailureException e) {
                log.atWarn().addKeyValue("package", key.fileName()).addKeyValue("cause", e.toString())
                        .log("A package cannot be copied into the data directory now");
            }
        }
    }

    private void copy(PackageKey key) throws IOException, InterruptedException {
        Revision revision = intake.current(key);
        if (mirror == null) {
            return;
        }
        if (revision == null) {
            mirror.remove(key.fileName());
        } else {
            mirror.put(key.fileName(), revision.facts().file());
        }
    }
}
