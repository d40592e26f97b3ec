package io.packhouse.repackager.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.packhouse.archives.ArchiveFile;
import io.packhouse.archives.NamePolicy;
import io.packhouse.archives.ZipArchive;
import io.packhouse.archives.ZipRules;
import io.packhouse.contracts.BlobRef;
import io.packhouse.platform.objects.ObjectStore;

/**
 * A foreign XPI, open for reading in any order: a {@link ZipArchive} of which nothing is put up with, and whose entries declare
 * no more than the limits allow. Blocks; any number of threads may read different entries.
 */
public final class XpiArchive implements AutoCloseable {

    private final ZipArchive zip;
    private final List<XpiEntry> entries;
    private final Map<String, XpiEntry> byName = new HashMap<>();

    private XpiArchive(ZipArchive zip) {
        this.zip = zip;
        this.entries = zip.entries().stream().map(XpiEntry::new).toList();
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
        Optional<Path> file = objects.localFile(blob.sha256());
        if (file.isPresent()) {
            return open(file.get(), limits);
        }
        try (InputStream in = objects.open(blob.sha256(), 0, blob.size())) {
            return open(ArchiveFile.copy(in, Files.createTempFile("packhouse-xpi-", null)), limits);
        }
    }

    /** Opens a file, which may not change meanwhile. Fails as {@link #open(ObjectStore, BlobRef, ArchiveLimits)} does. */
    public static XpiArchive open(Path path, ArchiveLimits limits) throws IOException {
        return open(ArchiveFile.open(path), limits);
    }

    private static XpiArchive open(ArchiveFile file, ArchiveLimits limits) throws IOException {
        ZipArchive zip = ZipArchive.open(file,
                new ZipRules(limits.archive(), Set.of(), NamePolicy.APART_EVERYWHERE, Refusal::of));
        try {
            limits.check(zip.entries());
            return new XpiArchive(zip);
        } catch (RuntimeException e) {
            zip.close();
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
        zip.close();
    }
}
