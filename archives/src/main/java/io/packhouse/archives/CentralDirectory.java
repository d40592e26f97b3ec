package io.packhouse.archives;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.packhouse.archives.ZipFault.Kind;

import static io.packhouse.archives.ZipFields.u16;

/**
 * The list of an archive's entries, each checked by itself and all against the limits and the rules for names. Memory grows
 * with what was read, not with what is declared.
 *
 * @param records
 *            the entries in the directory's order
 * @param offset
 *            where in the file it begins; all entries end there or before
 */
record CentralDirectory(List<CentralRecord> records, long offset) {

    static CentralDirectory read(ArchiveFile file, ZipRules rules) throws IOException {
        EndRecord end = EndRecord.find(file, rules);
        rules.limits().checkEntries(end.entries(), rules.refusals());
        rules.limits().checkDirectory(end.end() - end.offset(), rules.refusals());
        List<CentralRecord> records = records(file, end, rules);
        List<String> names = records.stream().map(CentralRecord::name).toList();
        Optional<ZipFault> meeting = switch (rules.names()) {
            case APART_EVERYWHERE -> EntryNames.meeting(names);
            case NEVER_TWICE -> EntryNames.twice(names);
        };
        if (meeting.isPresent()) {
            throw rules.refusals().of(meeting.get());
        }
        return new CentralDirectory(records, end.offset());
    }

    private static List<CentralRecord> records(ArchiveFile file, EndRecord end, ZipRules rules) throws IOException {
        List<CentralRecord> records = new ArrayList<>();
        ArchiveFile.Window window = file.window();
        long at = end.offset();
        long names = 0;
        while (records.size() < end.entries()) {
            if (end.end() - at < ZipFields.CENTRAL_SIZE) {
                throw rules.refuse(Kind.DIRECTORY_DAMAGED);
            }
            ByteBuffer fixed = window.read(at, ZipFields.CENTRAL_SIZE);
            int more = u16(fixed, 28) + u16(fixed, 30) + u16(fixed, 32);
            at += ZipFields.CENTRAL_SIZE;
            if (fixed.getInt(0) != ZipFields.CENTRAL || end.end() - at < more) {
                throw rules.refuse(Kind.DIRECTORY_DAMAGED);
            }
            CentralRecord entry = CentralRecord.of(records.size(), fixed, window.read(at, more), rules);
            names += entry.name().length();
            rules.limits().checkNames(names, rules.refusals());
            records.add(entry);
            at += more;
        }
        if (at != end.end()) {
            throw rules.refuse(Kind.COUNTED_TOO_FEW, end.entries());
        }
        return records;
    }
}
