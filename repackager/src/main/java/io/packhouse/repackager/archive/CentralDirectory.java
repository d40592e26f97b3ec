package io.packhouse.repackager.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The list of an archive's entries, checked against the limits and the rules for names.
 *
 * @param records
 *            the entries in the directory's order
 * @param offset
 *            where in the file it begins, which is where the last entry must end
 */
record CentralDirectory(List<CentralRecord> records, long offset) {

    static CentralDirectory read(ArchiveFile file, ArchiveLimits limits) throws IOException {
        EndRecord end = EndRecord.find(file);
        limits.checkEntries(end.entries());
        limits.checkDirectory(end.length());
        ByteBuffer bytes = file.read(end.offset(), Math.toIntExact(end.length()));
        List<CentralRecord> records = new ArrayList<>(end.entries());
        long packed = 0;
        long unpacked = 0;
        while (records.size() < end.entries()) {
            CentralRecord entry = CentralRecord.next(bytes, records.size());
            EntryNames.check(entry.name());
            limits.checkName(entry.name());
            limits.checkEntry(entry.name(), entry.packed(), entry.unpacked());
            records.add(entry);
            packed += entry.packed();
            unpacked += entry.unpacked();
        }
        if (bytes.hasRemaining()) {
            throw Refusal.broken("has more in its central directory than the " + end.entries()
                    + " entries that its end record counts");
        }
        limits.checkTotal(packed, unpacked);
        EntryNames.checkApart(records.stream().map(CentralRecord::name).toList());
        return new CentralDirectory(records, end.offset());
    }
}
