package io.packhouse.archives;

import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A foreign archive, open for reading in any order. Opening checks the end record, the central directory and every local header
 * before anything is believed: names, kinds, that both headers of an entry say the same, that no byte belongs to two entries.
 * Nothing is unpacked, no name becomes a path of this machine, and memory does not grow with the size of what is packed. Blocks;
 * any number of threads may read different entries.
 */
public final class ZipArchive implements AutoCloseable {

    private final ArchiveFile file;
    private final List<ArchiveEntry> entries;
    private final Map<String, ArchiveEntry> byName = new HashMap<>();

    private ZipArchive(ArchiveFile file, List<ArchiveEntry> entries) {
        this.file = file;
        this.entries = Collections.unmodifiableList(entries);
        entries.forEach(entry -> byName.put(entry.name(), entry));
    }

    /**
     * Opens {@code file}, which is closed with this archive, or when it is refused.
     *
     * @throws RuntimeException
     *             what {@link ZipRules#refusals} makes of an archive that breaks a rule
     */
    public static ZipArchive open(ArchiveFile file, ZipRules rules) throws IOException {
        try {
            rules.limits().checkPacked(file.size(), rules.refusals());
            return new ZipArchive(file, LocalHeaders.check(file, CentralDirectory.read(file, rules), rules));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** All entries in the order of the central directory, directories that have an entry included. */
    public List<ArchiveEntry> entries() {
        return entries;
    }

    /** The entry of exactly that name. */
    public Optional<ArchiveEntry> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The bytes of the whole file. */
    public long size() {
        return file.size();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
