package io.packhouse.installerbuilder.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.packhouse.archives.ArchiveFile;
import io.packhouse.archives.ZipFields;
import io.packhouse.installerbuilder.archive.PreparedBase.Extent;
import io.packhouse.installerbuilder.vesselinfo.VesselInfo;
import io.packhouse.platform.objects.RunningSha256;

/**
 * One look over a zip: verifies structure, names and every entry's data.
 *
 * @param directory
 *            where the central directory lies
 * @param replaced
 *            where in the file the central directory's entry of an older {@code vesselinfo} lies; length 0 when none does
 * @param entries
 *            the number of its entries
 * @param digestState
 *            the state of the SHA-256 before the central directory
 */
record ZipScan(Extent directory, Extent replaced, int entries, byte[] digestState) {

    private static final int TAIL = ZipFields.ZIP64_LOCATOR_SIZE + ZipFields.END_SIZE + ZipFields.COMMENT_LIMIT;
    /** The directory is held in memory as long as the base is in use. */
    private static final long DIRECTORY_LIMIT = 64L * 1024 * 1024;

    static ZipScan run(Path zip, BaseLimits limits) throws BrokenBaseException {
        try (var file = ArchiveFile.open(zip)) {
            long size = file.size();
            int tail = (int) Math.min(size, TAIL);
            ZipEnd end = ZipEnd.find(file.read(size - tail, tail), size);
            limits.checkEntries(end.entries());
            List<ZipEntryRecord> entries = entries(file, end);
            checkLayout(entries, limits);
            checkContent(file, entries, end.directory().offset(), limits);
            return new ZipScan(end.directory(), replaced(entries, end.directory()), end.entries(),
                    digestState(file, end.directory().offset()));
        } catch (IOException e) {
            throw new BrokenBaseException("cannot be unpacked: " + e.getMessage(), e);
        }
    }

    private static List<ZipEntryRecord> entries(ArchiveFile file, ZipEnd end) throws IOException, BrokenBaseException {
        if (end.directory().length() > DIRECTORY_LIMIT) {
            throw new BrokenBaseException("has a central directory of more than " + DIRECTORY_LIMIT + " bytes");
        }
        ByteBuffer directory = file.read(end.directory().offset(), Math.toIntExact(end.directory().length()));
        List<ZipEntryRecord> entries = new ArrayList<>();
        int at = 0;
        while (entries.size() < end.entries()) {
            ZipEntryRecord entry = ZipEntryRecord.read(directory, at);
            entries.add(entry);
            at += entry.length();
        }
        if (at != directory.capacity()) {
            throw new BrokenBaseException("has more in its central directory than its end says");
        }
        return entries;
    }

    private static void checkLayout(List<ZipEntryRecord> entries, BaseLimits limits) throws BrokenBaseException {
        var layout = new Layout(limits, false);
        for (ZipEntryRecord entry : entries) {
            layout.add(entry.name(), entry.kind());
        }
        // Zips may have no directory entries at all, so files must do.
        layout.checkInnerFiles();
    }

    private static void checkContent(ArchiveFile file, List<ZipEntryRecord> entries, long directory, BaseLimits limits)
            throws IOException, BrokenBaseException {
        List<ZipEntryRecord> sorted = entries.stream().sorted(Comparator.comparingLong(ZipEntryRecord::local)).toList();
        if (sorted.getFirst().local() != 0) {
            throw new BrokenBaseException("begins with bytes that belong to no entry, as self-extracting files do");
        }
        var content = new ZipContent(file, limits);
        for (int i = 0; i < sorted.size(); i++) {
            content.check(sorted.get(i), i + 1 < sorted.size() ? sorted.get(i + 1).local() : directory);
        }
    }

    private static Extent replaced(List<ZipEntryRecord> entries, Extent directory) {
        return entries.stream().filter(entry -> entry.name().equals(VesselInfo.PATH)).findFirst()
                .map(entry -> new Extent(directory.offset() + entry.at(), entry.length()))
                .orElse(new Extent(directory.offset(), 0));
    }

    private static byte[] digestState(ArchiveFile file, long length) throws IOException {
        var digest = RunningSha256.begin();
        byte[] buffer = new byte[64 * 1024];
        try (InputStream prefix = file.stream(0, length)) {
            for (int read = prefix.read(buffer); read > 0; read = prefix.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return digest.state();
    }
}
