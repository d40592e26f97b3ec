package io.packhouse.installerbuilder.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

import io.packhouse.archives.ArchiveFile;
import io.packhouse.archives.ZipFields;

import static io.packhouse.archives.ZipFields.u16;

/** Checks the local part of a zip's entries: headers that agree with the central directory, and data that unpacks whole. */
final class ZipContent {

    private static final int BUFFER = 64 * 1024;

    private final ArchiveFile file;
    private final BaseLimits limits;
    private long unpacked;

    ZipContent(ArchiveFile file, BaseLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    /**
     * Checks one entry. Entries are given in the order in which they lie in the file.
     *
     * @param next
     *            where the entry after it begins, or the central directory
     */
    void check(ZipEntryRecord entry, long next) throws IOException, BrokenBaseException {
        if (entry.local() + ZipFields.LOCAL_SIZE > next) {
            throw broken(entry, "does not lie where the central directory says, or overlaps the next");
        }
        ByteBuffer fields = file.read(entry.local(), ZipFields.LOCAL_SIZE);
        int nameLength = u16(fields, 26);
        long data = entry.local() + ZipFields.LOCAL_SIZE + nameLength + u16(fields, 28);
        if (fields.getInt(0) != ZipFields.LOCAL || data + entry.packed() > next) {
            throw broken(entry, "does not lie where the central directory says, or overlaps the next");
        }
        String name = StandardCharsets.ISO_8859_1
                .decode(file.read(entry.local() + ZipFields.LOCAL_SIZE, nameLength)).toString();
        if (!name.equals(entry.name()) || u16(fields, 8) != entry.method()
                || (u16(fields, 6) & ZipFields.ENCRYPTED) != 0) {
            throw broken(entry, "has a local header that does not agree with the central directory");
        }
        checkData(entry, data);
    }

    private void checkData(ZipEntryRecord entry, long data) throws IOException, BrokenBaseException {
        var inflater = new Inflater(true);
        try (InputStream packed = file.stream(data, entry.packed());
                InputStream content = entry.method() == ZipFields.STORED
                        ? packed
                        : new InflaterInputStream(packed, inflater, BUFFER)) {
            checkContent(entry, content);
            if (entry.method() == ZipFields.DEFLATED && inflater.getBytesRead() != entry.packed()) {
                throw broken(entry, "ends before its data does");
            }
        } finally {
            inflater.end();
        }
    }

    private void checkContent(ZipEntryRecord entry, InputStream content) throws IOException, BrokenBaseException {
        var crc = new CRC32();
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        for (int read = content.read(buffer); read > 0; read = content.read(buffer)) {
            crc.update(buffer, 0, read);
            size += read;
            limits.checkUnpacked(unpacked + size);
        }
        if (size != entry.unpacked() || crc.getValue() != entry.crc()) {
            throw broken(entry, "does not unpack to what the central directory says");
        }
        unpacked += size;
    }

    private static BrokenBaseException broken(ZipEntryRecord entry, String why) {
        return new BrokenBaseException("has the entry " + BrokenBaseException.shown(entry.name()) + " that " + why);
    }
}
