package io.packhouse.repackager.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.packhouse.contracts.BlobRef;
import io.packhouse.platform.objects.ObjectStore;

/**
 * A foreign archive, open for reading in any order. Opening checks the central directory and every local header before
 * anything is believed; nothing is unpacked, and memory does not grow with the size of what is packed. Blocks; any number of
 * threads may read different entries.
 */
public final class XpiArchive implements AutoCloseable {

    private final ArchiveFile file;
    private final List<XpiEntry> entries;
    private final Map<String, XpiEntry> byName = new HashMap<>();

    private XpiArchive(ArchiveFile file, List<XpiEntry> entries) {
        this.file = file;
        this.entries = Collections.unmodifiableList(entries);
        entries.forEach(entry -> byName.put(entry.name(), entry));
    }

    /**
     * Opens a blob. Where the store has no local file of it, a temporary copy is read, which has no name and is gone with this
     * archive or with the process.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code INVALID_REQUEST} when the archive breaks a rule, {@code TOO_LARGE} when it exceeds a limit,
     *             {@code NOT_FOUND} when there is no such blob, or what the store says when it fails
     */
    public static XpiArchive open(ObjectStore objects, BlobRef blob, ArchiveLimits limits) throws IOException {
        limits.checkPacked(blob.size());
        return open(ArchiveFile.open(objects, blob), limits);
    }

    /** Opens a file, which may not change meanwhile. Fails as {@link #open(ObjectStore, BlobRef, ArchiveLimits)} does. */
    public static XpiArchive open(Path path, ArchiveLimits limits) throws IOException {
        return open(ArchiveFile.open(path), limits);
    }

    private static XpiArchive open(ArchiveFile file, ArchiveLimits limits) throws IOException {
        try {
            limits.checkPacked(file.size());
            return new XpiArchive(file, LocalHeaders.check(file, CentralDirectory.read(file, limits)));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** All entries in the order of the central directory, directories that have an entry included. */
    public List<XpiEntry> entries() {
        return entries;
    }

    /** The entry of exactly that name. */
    public Optional<XpiEntry> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
