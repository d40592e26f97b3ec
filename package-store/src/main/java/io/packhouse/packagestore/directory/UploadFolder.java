package io.packhouse.packagestore.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.packages.PackageFacts;
import io.packhouse.packagestore.directory.DirectoryReport.Happening;
import io.packhouse.packagestore.directory.DirectoryReport.Place;

/**
 * {@code upload/}: each file in it becomes a package and is removed, and so is one that is no good.
 *
 * <p>
 * A file may still be written while it is seen. So it is looked at when it has not changed for a while; it is removed only when it
 * is still what was looked at; and a bad one is given more time, in case whoever writes it has only come to a halt, and all the time
 * that somebody has it open. Meanwhile others go on. For one thread at a time.
 */
final class UploadFolder {

    private static final Logger log = LoggerFactory.getLogger(UploadFolder.class);
    /** Hidden, so that it is left alone until it is decided upon. */
    private static final String TAKEN = ".taken";

    private final Path folder;
    private final DirectorySettings settings;
    private final Intake intake;
    private final DirectoryReport report;
    private final Map<String, Waiting> waiting = new HashMap<>();

    UploadFolder(Path folder, DirectorySettings settings, Intake intake, DirectoryReport report) {
        this.folder = folder;
        this.settings = settings;
        this.intake = intake;
        this.report = report;
    }

    /**
     * Looks at all files.
     *
     * @return whether some of them must be looked at again soon
     */
    boolean look() throws IOException, InterruptedException {
        Map<String, Path> files = new HashMap<>();
        try (ReportedGroup group = new ReportedGroup(report, Place.UPLOAD, Intake.CALLER)) {
            for (Path file : Folder.files(folder)) {
                files.put(Folder.name(file), file);
                look(file, group);
            }
        }
        waiting.keySet().retainAll(files.keySet());
        return waiting.values().stream().anyMatch(file -> !file.isGivenUp());
    }

    private void look(Path file, ReportedGroup group) throws InterruptedException {
        Optional<FileStamp> stamp = FileStamp.of(file);
        if (stamp.isEmpty()) {
            return;
        }
        Waiting known = waiting.compute(Folder.name(file),
                (_, before) -> before != null && before.stamp().equals(stamp.get()) ? before : new Waiting(stamp.get()));
        if (known.refusal().isPresent()) {
            if (!known.isGivenUp() && known.wasSeenFor(settings.patience()) && !OpenFiles.has(file)) {
                end(file, known, group, new Happening.Failed(Folder.name(file), known.refusal().get()));
            }
        } else if (known.hasRested(settings.settle())) {
            take(file, known, group);
        }
    }

    private void take(Path file, Waiting known, ReportedGroup group) throws InterruptedException {
        try {
            PackageFacts facts = known.facts(() -> intake.verify(file));
            if (!FileStamp.of(file).equals(Optional.of(known.stamp()))) {
                return;
            }
            group.tell(facts.key(), intake.publish(facts));
            drop(file, known);
        } catch (FailureException e) {
            if (Intake.isRefusal(e)) {
                known.refuse(e.failure().message());
            } else {
                log.atWarn().addKeyValue("file", file).addKeyValue("cause", e.failure().message())
                        .log("An uploaded file cannot be looked at now");
            }
        } catch (IOException e) {
            // Nothing says that it is bad, so it stays; nor is it told of again before it changes.
            group.tell(new Happening.Failed(Folder.name(file), "the file cannot be read: " + e));
            known.giveUp();
        }
    }

    private void end(Path file, Waiting known, ReportedGroup group, Happening happening) {
        if (drop(file, known)) {
            group.tell(happening);
        }
    }

    /** Removes what was looked at; false when something else lies there now, which stays. */
    private boolean drop(Path file, Waiting known) {
        Path taken = folder.resolve(TAKEN);
        try {
            Files.move(file, taken, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            if (FileStamp.of(taken).equals(Optional.of(known.stamp()))) {
                Files.delete(taken);
                return true;
            }
            Files.move(taken, file, StandardCopyOption.ATOMIC_MOVE);
            return false;
        } catch (IOException e) {
            log.atWarn().addKeyValue("file", file).addKeyValue("cause", e.toString())
                    .log("An uploaded file cannot be removed");
            known.giveUp();
            return true;
        }
    }

    /** Puts back what a process took that ended before it had decided. */
    void recover() throws IOException {
        Path taken = folder.resolve(TAKEN);
        if (Files.exists(taken)) {
            Files.move(taken, folder.resolve("taken.ampkg"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
