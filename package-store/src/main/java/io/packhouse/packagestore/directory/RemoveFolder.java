package io.packhouse.packagestore.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.packages.PackageKey;
import io.packhouse.packagestore.directory.DirectoryReport.Happening;
import io.packhouse.packagestore.directory.DirectoryReport.Place;

/**
 * {@code remove/}: the name of each file says which packages are removed; then the file is removed. For one thread at a time.
 */
final class RemoveFolder {

    private static final Logger log = LoggerFactory.getLogger(RemoveFolder.class);

    private final Path folder;
    private final Intake intake;
    private final DirectoryReport report;
    private final Set<Path> stuck = new HashSet<>();

    RemoveFolder(Path folder, Intake intake, DirectoryReport report) {
        this.folder = folder;
        this.intake = intake;
        this.report = report;
    }

    /**
     * Looks at all files.
     *
     * @return whether some of them must be looked at again soon
     */
    boolean look() throws IOException, InterruptedException {
        List<Path> files = Folder.files(folder);
        stuck.retainAll(files);
        boolean again = false;
        try (ReportedGroup group = new ReportedGroup(report, Place.REMOVE, Intake.CALLER)) {
            for (Path file : files) {
                again |= !stuck.contains(file) && !take(file, group);
            }
        }
        return again;
    }

    /** Answers false when it must be tried again. */
    private boolean take(Path file, ReportedGroup group) throws InterruptedException {
        try {
            List<PackageKey> keys = intake.meant(Folder.name(file));
            for (PackageKey key : keys) {
                intake.remove(key);
                group.tell(new Happening.Removed(key));
            }
            if (keys.isEmpty()) {
                group.tell(new Happening.NoMatch(Folder.name(file), ""));
            }
        } catch (FailureException e) {
            log.atWarn().addKeyValue("file", file).addKeyValue("cause", e.failure().message())
                    .log("A removal cannot be done now");
            return false;
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            stuck.add(file);
            log.atWarn().addKeyValue("file", file).addKeyValue("cause", e.toString())
                    .log("What said that a package is to be removed cannot be removed itself");
        }
        return true;
    }
}
