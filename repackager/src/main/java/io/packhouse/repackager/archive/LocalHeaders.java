package io.packhouse.repackager.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import static io.packhouse.repackager.archive.ZipFields.u16;
import static io.packhouse.repackager.archive.ZipFields.u32;

/**
 * Reads the header before each entry's data: it must say what the central directory says, and the entries must lie end to end
 * from the file's first byte to the central directory. So readers by stream and readers by directory see the same files, no
 * byte belongs to two entries (as in bombs whose entries overlap), and nothing hides between them.
 */
final class LocalHeaders {

    private final ArchiveFile file;

    private LocalHeaders(ArchiveFile file) {
        this.file = file;
    }

    /** The entries in the directory's order. */
    static List<XpiEntry> check(ArchiveFile file, CentralDirectory directory) throws IOException {
        List<CentralRecord> inFile = directory.records().stream().sorted(Comparator.comparingLong(CentralRecord::local))
                .toList();
        long first = inFile.isEmpty() ? directory.offset() : inFile.getFirst().local();
        if (first != 0) {
            throw Refusal.broken("begins with " + first + " bytes that belong to no entry");
        }
        if (!inFile.isEmpty() && inFile.getLast().local() >= directory.offset()) {
            throw elsewhere(inFile.getLast());
        }
        var headers = new LocalHeaders(file);
        var entries = new XpiEntry[inFile.size()];
        for (int i = 0; i < inFile.size(); i++) {
            CentralRecord entry = inFile.get(i);
            long next = i + 1 < inFile.size() ? inFile.get(i + 1).local() : directory.offset();
            entries[entry.number()] = new XpiEntry(file, entry, headers.data(entry, next));
        }
        return Arrays.asList(entries);
    }

    /** Where the entry's data begins; it must end at {@code next}. */
    private long data(CentralRecord entry, long next) throws IOException {
        byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
        long named = entry.local() + ZipFields.LOCAL_SIZE + name.length;
        if (named > next) {
            throw overlap(entry);
        }
        ByteBuffer header = file.read(entry.local(), ZipFields.LOCAL_SIZE + name.length);
        if (header.getInt(0) != ZipFields.LOCAL) {
            throw elsewhere(entry);
        }
        if (u16(header, 26) != name.length
                || !header.slice(ZipFields.LOCAL_SIZE, name.length).equals(ByteBuffer.wrap(name))) {
            throw disagree(entry, "name");
        }
        checkFields(entry, header);
        int extra = u16(header, 28);
        long data = named + extra;
        if (data + entry.packed() > next) {
            throw overlap(entry);
        }
        if (extra > 0) {
            ExtraFields.check(entry.name(), file.read(named, extra));
        }
        checkEnd(entry, data + entry.packed(), next);
        return data;
    }

    private static void checkFields(CentralRecord entry, ByteBuffer header) {
        if (((u16(header, 6) ^ entry.flags()) & ~ZipFields.EFFORT) != 0) {
            throw disagree(entry, "flags");
        }
        if (u16(header, 8) != entry.method()) {
            throw disagree(entry, "method");
        }
        checkNumber(entry, "checksum", header.getInt(14), entry.crc());
        checkNumber(entry, "packed size", u32(header, 18), entry.packed());
        checkNumber(entry, "unpacked size", u32(header, 22), entry.unpacked());
    }

    /** Writers that did not know the number yet left it 0, and wrote it behind the data. */
    private static void checkNumber(CentralRecord entry, String what, long local, long central) {
        if (local != central && !(entry.described() && local == 0)) {
            throw disagree(entry, what);
        }
    }

    private void checkEnd(CentralRecord entry, long end, long next) throws IOException {
        long rest = next - end;
        long expected = entry.described() ? ZipFields.DESCRIPTOR_SIZE : 0;
        if (rest < expected) {
            throw overlap(entry);
        }
        if (entry.described()) {
            rest -= descriptor(entry, end, rest);
        }
        if (rest != 0) {
            throw Refusal.broken(entry.name(), "is followed by " + rest
                    + " bytes that belong to no entry; archives that hide data are not taken");
        }
    }

    /** The length of the descriptor at {@code at}, with or without a signature, which must say what the directory says. */
    private int descriptor(CentralRecord entry, long at, long rest) throws IOException {
        int signature = rest >= Integer.BYTES + ZipFields.DESCRIPTOR_SIZE ? Integer.BYTES : 0;
        ByteBuffer fields = file.read(at, signature + ZipFields.DESCRIPTOR_SIZE);
        boolean signed = signature == 0 || fields.getInt(0) == ZipFields.DESCRIPTOR;
        if (!signed || fields.getInt(signature) != entry.crc()
                || u32(fields, signature + 4) != entry.packed() || u32(fields, signature + 8) != entry.unpacked()) {
            throw disagree(entry, "data descriptor");
        }
        return signature + ZipFields.DESCRIPTOR_SIZE;
    }

    private static RuntimeException elsewhere(CentralRecord entry) {
        return Refusal.broken(entry.name(), "does not lie where the central directory says");
    }

    private static RuntimeException overlap(CentralRecord entry) {
        return Refusal.broken(entry.name(), "overlaps the next one or the central directory");
    }

    private static RuntimeException disagree(CentralRecord entry, String what) {
        return Refusal.broken(entry.name(), "has a local header whose " + what + " differs from the central directory's");
    }
}
