package io.packhouse.packagestore.directory;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

import io.packhouse.contracts.BlobRef;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.objects.RunningSha256;

/**
 * The files of {@code .packages}: a copy of each current package. Copies, because a hard link to a blob would let whoever writes
 * into such a file change what is immutable. They are a convenience: what is served comes from the object store. For one thread at
 * a time.
 */
final class Mirror {

    private static final String INCOMING = ".incoming";

    private final Path packages;
    private final MirrorJournal journal;
    private final ObjectStore objects;

    Mirror(Path packages, MirrorJournal journal, ObjectStore objects) {
        this.packages = packages;
        this.journal = journal;
        this.objects = objects;
    }

    /** Makes the file what the package is. A file that somebody else put there is replaced. */
    void put(String name, BlobRef blob) throws IOException {
        Path file = packages.resolve(name);
        if (is(file, name, blob)) {
            return;
        }
        Files.createDirectories(packages);
        journal.willPut(name, blob.sha256());
        Path incoming = packages.resolve(INCOMING);
        Files.deleteIfExists(incoming);
        copy(blob, incoming);
        Files.move(incoming, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Optional<FileStamp> stamp = FileStamp.of(file);
        if (stamp.isPresent()) {
            journal.lies(name, blob.sha256(), stamp.get());
        }
    }

    /** Whether the file is that blob; one that is, and is not known, becomes known. */
    private boolean is(Path file, String name, BlobRef blob) throws IOException {
        Optional<FileStamp> stamp = FileStamp.of(file);
        if (stamp.isEmpty()) {
            return false;
        }
        Optional<String> known = knownDigest(name, stamp.get());
        if (known.isPresent()) {
            return known.get().equals(blob.sha256());
        }
        if (stamp.get().size() != blob.size() || !digest(file).equals(blob.sha256())) {
            return false;
        }
        journal.lies(name, blob.sha256(), stamp.get());
        return true;
    }

    /** Removes the file, if it is ours; what somebody else put there stays. */
    void remove(String name) throws IOException {
        Path file = packages.resolve(name);
        if (isOurs(name)) {
            Files.deleteIfExists(file);
        }
        journal.forget(name);
    }

    /** Whether a file lies there that we put there, and as we put it there. */
    boolean isOurs(String name) throws IOException {
        Path file = packages.resolve(name);
        Optional<FileStamp> stamp = FileStamp.of(file);
        Optional<MirrorJournal.Entry> entry = journal.find(name);
        if (stamp.isEmpty() || entry.isEmpty()) {
            return false;
        }
        return knownDigest(name, stamp.get()).isPresent() || entry.get().digests().contains(digest(file));
    }

    /** What the file is by the journal, without reading it. */
    private Optional<String> knownDigest(String name, FileStamp stamp) {
        return journal.find(name).flatMap(MirrorJournal.Entry::lying).filter(lies -> lies.is(stamp))
                .map(MirrorJournal.Lying::sha256);
    }

    /** Whether the file lay there with that content, so that somebody has deleted it when it is not there. */
    boolean lay(String name, BlobRef blob) {
        return journal.find(name).flatMap(MirrorJournal.Entry::lying).filter(lies -> lies.sha256().equals(blob.sha256()))
                .isPresent();
    }

    /** From now on the file there is not ours. */
    void disown(String name) throws IOException {
        journal.forget(name);
    }

    private void copy(BlobRef blob, Path to) throws IOException {
        Optional<Path> local = objects.localFile(blob.sha256());
        if (local.isPresent()) {
            Files.copy(local.get(), to);
            return;
        }
        try (InputStream in = objects.open(blob.sha256(), 0, blob.size());
                OutputStream out = Files.newOutputStream(to, StandardOpenOption.CREATE_NEW)) {
            in.transferTo(out);
        }
    }

    private static String digest(Path file) throws IOException {
        RunningSha256 digest = RunningSha256.begin();
        byte[] buffer = new byte[64 * 1024];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return digest.hex();
    }
}
