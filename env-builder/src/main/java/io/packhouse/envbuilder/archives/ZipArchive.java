package io.packhouse.envbuilder.archives;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import static io.packhouse.envbuilder.archives.ZipFields.u16;
import static io.packhouse.envbuilder.archives.ZipFields.u32;

/**
 * The entries of a foreign zip, of which everything was checked before anything is unpacked: names, sizes, kinds, that no byte
 * belongs to two entries (as in bombs whose entries overlap), and that each entry's own header says what the list says, so that
 * other readers see the same files. Bytes between entries are nobody's and are not looked at.
 */
final class ZipArchive {

    /** What all names together may take. */
    private static final long NAMES_LIMIT = 16 << 20;

    /**
     * An entry and where its data lies.
     *
     * @param offset
     *            of the first byte of its data
     */
    record Entry(ZipRecord record, long offset) {

        String name() {
            return record.name();
        }

        boolean isDirectory() {
            return record.isDirectory();
        }
    }

    private ZipArchive() {
    }

    /**
     * All entries of {@code file}, in the order of their data.
     *
     * @param limit
     *            how many there may be
     * @throws io.packhouse.contracts.FailureException
     *             {@code UPSTREAM} or {@code TOO_LARGE}
     */
    static List<Entry> read(ArchiveFile file, int limit) throws IOException {
        ZipEnd end = ZipEnd.find(file);
        if (end.entries() > limit) {
            throw Refused.tooLarge("has " + end.entries() + " entries; at most " + limit
                    + " are taken (environments.limits.entries)");
        }
        List<ZipRecord> records = records(file, end);
        PathRules.meeting(records.stream().map(ZipRecord::name).toList()).ifPresent(meeting -> {
            throw Refused.archive("has the entries " + meeting);
        });
        records.sort(Comparator.comparingLong(ZipRecord::local));
        List<Entry> entries = new ArrayList<>(records.size());
        ArchiveFile.Window window = file.window();
        for (int i = 0; i < records.size(); i++) {
            long next = i + 1 < records.size() ? Math.min(records.get(i + 1).local(), end.offset()) : end.offset();
            entries.add(new Entry(records.get(i), data(window, records.get(i), next)));
        }
        return entries;
    }

    private static List<ZipRecord> records(ArchiveFile file, ZipEnd end) throws IOException {
        List<ZipRecord> records = new ArrayList<>();
        ArchiveFile.Window window = file.window();
        long at = end.offset();
        long names = 0;
        while (records.size() < end.entries()) {
            if (end.end() - at < ZipFields.CENTRAL_SIZE) {
                throw damaged();
            }
            ByteBuffer fixed = window.read(at, ZipFields.CENTRAL_SIZE);
            int length = u16(fixed, 28) + u16(fixed, 30) + u16(fixed, 32);
            if (fixed.getInt(0) != ZipFields.CENTRAL || end.end() - at - ZipFields.CENTRAL_SIZE < length) {
                throw damaged();
            }
            ZipRecord entry = ZipRecord.of(fixed, window.read(at + ZipFields.CENTRAL_SIZE, length));
            names += entry.name().length();
            if (names > NAMES_LIMIT) {
                throw Refused.tooLarge("has names of more than " + NAMES_LIMIT + " characters all together");
            }
            records.add(entry);
            at += ZipFields.CENTRAL_SIZE + length;
        }
        if (at != end.end()) {
            throw damaged();
        }
        return records;
    }

    /** Where the entry's data begins; it must end at {@code next} or before. */
    private static long data(ArchiveFile.Window file, ZipRecord entry, long next) throws IOException {
        byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
        long named = entry.local() + ZipFields.LOCAL_SIZE + name.length;
        if (named < 0 || named > next) {
            throw overlap(entry);
        }
        ByteBuffer header = file.read(entry.local(), ZipFields.LOCAL_SIZE + name.length);
        if (header.getInt(0) != ZipFields.LOCAL) {
            throw Refused.entry(entry.name(), "does not lie where the list of entries says");
        }
        if (u16(header, 26) != name.length
                || !header.slice(ZipFields.LOCAL_SIZE, name.length).equals(ByteBuffer.wrap(name))) {
            throw differs(entry, "name");
        }
        int extra = u16(header, 28);
        if (extra > next - named) {
            throw overlap(entry);
        }
        checkFields(entry, header, new Zip64Extra(entry.name(), file.read(named, extra)));
        long data = named + extra;
        if (entry.packed() > next - data) {
            throw overlap(entry);
        }
        return data;
    }

    private static void checkFields(ZipRecord entry, ByteBuffer header, Zip64Extra sizes) {
        if (((u16(header, 6) ^ entry.flags()) & ~ZipFields.EFFORT) != 0) {
            throw differs(entry, "flags");
        }
        if (u16(header, 8) != entry.method()) {
            throw differs(entry, "method");
        }
        checkNumber(entry, "checksum", header.getInt(14), entry.crc());
        checkNumber(entry, "unpacked size", sizes.number(u32(header, 22)), entry.unpacked());
        checkNumber(entry, "packed size", sizes.number(u32(header, 18)), entry.packed());
    }

    /** Writers that did not know the number yet left it 0, and wrote it behind the data. */
    private static void checkNumber(ZipRecord entry, String what, long local, long central) {
        if (local != central && !(entry.isDescribed() && local == 0)) {
            throw differs(entry, what);
        }
    }

    private static RuntimeException damaged() {
        return Refused.archive("has a damaged list of entries");
    }

    private static RuntimeException overlap(ZipRecord entry) {
        return Refused.entry(entry.name(), "overlaps the next one or the list of entries");
    }

    private static RuntimeException differs(ZipRecord entry, String what) {
        return Refused.entry(entry.name(), "has a header whose " + what + " differs from the list of entries");
    }
}
