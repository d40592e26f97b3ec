package io.packhouse.ampkg.writing;

import java.nio.file.Path;

import io.packhouse.ampkg.archive.ArchiveEntry;

/**
 * A file or directory of a {@link SourceTree}.
 *
 * @param path
 *            where it is on this machine
 * @param entry
 *            what becomes of it in the package
 * @param blocks
 *            KiB that it takes on a device, begun ones whole
 */
record SourceFile(Path path, ArchiveEntry entry, long blocks) {
}
