package io.packhouse.packagestore.directory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.packages.PackageFacts;
import io.packhouse.contracts.packages.PackageKey;
import io.packhouse.contracts.packages.Revision;
import io.packhouse.packagestore.directory.DirectoryReport.Happening;

/**
 * What is done about {@code .packages} at the start: people may have put files there, and deleted some, while nobody looked, and
 * the catalogue may have changed too. What people did counts; where they did nothing, the files are made what the catalogue says.
 * May be done again when it was broken off.
 */
final class PackagesScan {

    private final Path packages;
    private final MirrorJournal journal;
    private final Mirror mirror;
    private final Intake intake;

    PackagesScan(Path packages, MirrorJournal journal, Mirror mirror, Intake intake) {
        this.packages = packages;
        this.journal = journal;
        this.mirror = mirror;
        this.intake = intake;
    }

    /**
     * Scans.
     *
     * @param current
     *            the packages of the catalogue by the names of their files
     * @throws FailureException
     *             when the catalogue or the store cannot be asked now
     */
    void run(Map<String, Revision> current, ReportedGroup group) throws IOException, InterruptedException {
        group.begin();
        List<Path> files = Folder.files(packages);
        Set<String> names = new HashSet<>();
        for (Path file : files) {
            String name = Folder.name(file);
            names.add(name);
            if (mirror.isOurs(name)) {
                ours(file, current.get(name), group);
            } else {
                foreign(file, current.get(name), group);
            }
        }
        for (Map.Entry<String, Revision> one : current.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList()) {
            if (!names.contains(one.getKey())) {
                absent(one.getKey(), one.getValue().facts(), group);
            }
        }
        for (String name : journal.names()) {
            if (!names.contains(name) && !current.containsKey(name)) {
                journal.forget(name);
            }
        }
    }

    /** A file that we put there, now or earlier. */
    private void ours(Path file, @Nullable Revision revision, ReportedGroup group) throws IOException, InterruptedException {
        String name = Folder.name(file);
        if (revision == null) {
            orphan(file, group);
        } else if (intake.isDoubtful(revision.facts())) {
            doubtful(name, revision.facts(), group);
        } else {
            mirror.put(name, revision.facts().file());
            group.tell(new Happening.Added(revision.facts().key()));
        }
    }

    /** The package was removed while the process ended; or the whole catalogue is new, and the files are all that is left. */
    private void orphan(Path file, ReportedGroup group) throws IOException, InterruptedException {
        String name = Folder.name(file);
        boolean removed = false;
        for (PackageKey key : RemovedName.of(name).possible()) {
            removed |= key.fileName().equals(name) && intake.isKnown(key);
        }
        if (removed) {
            mirror.remove(name);
        } else {
            foreign(file, null, group);
        }
    }

    /** Developer signatures are looked at now, and were not when it was uploaded. */
    private void doubtful(String name, PackageFacts facts, ReportedGroup group) throws IOException, InterruptedException {
        try {
            intake.verifyAgain(facts.file());
            mirror.put(name, facts.file());
            group.tell(new Happening.Added(facts.key()));
        } catch (FailureException e) {
            if (!Intake.isRefusal(e)) {
                throw e;
            }
            mirror.disown(name);
            intake.remove(facts.key());
            group.tell(new Happening.Skipped(name, e.failure().message()));
        }
    }

    /** A file that somebody put there. */
    private void foreign(Path file, @Nullable Revision revision, ReportedGroup group)
            throws IOException, InterruptedException {
        String name = Folder.name(file);
        try {
            PackageFacts facts = intake.verify(file);
            String expected = facts.key().fileName();
            if (!expected.equals(name)) {
                group.tell(new Happening.Skipped(name,
                        "invalid package name: expected " + expected + ", found " + name));
                return;
            }
            if (revision == null || !revision.facts().file().equals(facts.file())) {
                intake.publish(facts);
            }
            mirror.put(name, facts.file());
            group.tell(new Happening.Added(facts.key()));
        } catch (FailureException e) {
            if (!Intake.isRefusal(e)) {
                throw e;
            }
            group.tell(new Happening.Skipped(name, e.failure().message()));
        }
    }

    /** Somebody deleted the file while nobody looked; or it was never put there, because the process ended before. */
    private void absent(String name, PackageFacts facts, ReportedGroup group) throws IOException, InterruptedException {
        if (mirror.lay(name, facts.file())) {
            intake.remove(facts.key());
            group.tell(new Happening.Removed(facts.key()));
        } else {
            mirror.put(name, facts.file());
            group.tell(new Happening.Added(facts.key()));
        }
    }
}
