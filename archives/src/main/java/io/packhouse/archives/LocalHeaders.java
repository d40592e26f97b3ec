package io.packhouse.archives;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import io.packhouse.archives.ZipFault.Kind;

import static io.packhouse.archives.ZipFields.u16;
import static io.packhouse.archives.ZipFields.u32;

/**
 * Reads the header before each entry's data: it must say what the central directory says, and no byte may belong to two entries
 * (as in bombs whose entries overlap). Without {@link Tolerance#GAPS} the entries must also lie end to end from the file's first
 * byte to the central directory, so that nothing hides between them.
 */
final class LocalHeaders {

    private final ArchiveFile.Window file;
    private final ZipRules rules;

    private LocalHeaders(ArchiveFile file, ZipRules rules) {
        this.file = file.window();
        this.rules = rules;
    }

    /** The entries in the directory's order. */
    static List<ArchiveEntry> check(ArchiveFile file, CentralDirectory directory, ZipRules rules) throws IOException {
        List<CentralRecord> inFile = directory.records().stream().sorted(Comparator.comparingLong(CentralRecord::local))
                .toList();
        long first = inFile.isEmpty() ? directory.offset() : inFile.getFirst().local();
        if (first != 0 && !rules.tolerates(Tolerance.GAPS)) {
            throw rules.refuse(Kind.BYTES_BEFORE, first);
        }
        if (!inFile.isEmpty() && inFile.getLast().local() >= directory.offset()) {
            throw rules.refuse(inFile.getLast().name(), Kind.HEADER_BEHIND);
        }
        var headers = new LocalHeaders(file, rules);
        var entries = new ArchiveEntry[inFile.size()];
        for (int i = 0; i < entries.length; i++) {
            CentralRecord entry = inFile.get(i);
            long next = i + 1 < entries.length ? inFile.get(i + 1).local() : directory.offset();
            entries[entry.number()] = new ArchiveEntry(file, entry, headers.data(entry, next), rules.refusals());
        }
        return Arrays.asList(entries);
    }

    /** Where the entry's data begins; it must end at {@code next}, or before. */
    private long data(CentralRecord entry, long next) throws IOException {
        byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
        long named = entry.local() + ZipFields.LOCAL_SIZE + name.length;
        if (named > next) {
            throw rules.refuse(entry.name(), Kind.OVERLAP);
        }
        ByteBuffer header = file.read(entry.local(), ZipFields.LOCAL_SIZE + name.length);
        if (header.getInt(0) != ZipFields.LOCAL) {
            throw rules.refuse(entry.name(), Kind.HEADER_ELSEWHERE);
        }
        if (u16(header, 26) != name.length
                || !header.slice(ZipFields.LOCAL_SIZE, name.length).equals(ByteBuffer.wrap(name))) {
            throw differ(entry, "name");
        }
        int extra = u16(header, 28);
        long data = named + extra;
        if (data > next) {
            throw rules.refuse(entry.name(), Kind.OVERLAP);
        }
        checkFields(entry, header, ExtraFields.read(entry.name(), file.read(named, extra), rules));
        if (entry.packed() > next - data) {
            throw rules.refuse(entry.name(), Kind.OVERLAP);
        }
        if (!rules.tolerates(Tolerance.GAPS)) {
            checkEnd(entry, data + entry.packed(), next);
        }
        return data;
    }

    private void checkFields(CentralRecord entry, ByteBuffer header, ExtraFields extra) {
        if (((u16(header, 6) ^ entry.flags()) & ~ZipFields.EFFORT) != 0) {
            throw differ(entry, "flags");
        }
        if (u16(header, 8) != entry.method()) {
            throw differ(entry, "method");
        }
        checkNumber(entry, "checksum", header.getInt(14), entry.crc());
        checkNumber(entry, "unpacked size", extra.number(u32(header, 22)), entry.unpacked());
        checkNumber(entry, "packed size", extra.number(u32(header, 18)), entry.packed());
    }

    /** Writers that did not know the number yet left it 0, and wrote it behind the data. */
    private void checkNumber(CentralRecord entry, String what, long local, long central) {
        if (local != central && !(entry.isDescribed() && local == 0)) {
            throw differ(entry, what);
        }
    }

    private void checkEnd(CentralRecord entry, long end, long next) throws IOException {
        long rest = next - end;
        if (rest < (entry.isDescribed() ? ZipFields.DESCRIPTOR_SIZE : 0)) {
            throw rules.refuse(entry.name(), Kind.OVERLAP);
        }
        if (entry.isDescribed()) {
            rest -= descriptor(entry, end, rest);
        }
        if (rest != 0) {
            throw rules.refuse(entry.name(), Kind.GAP, rest);
        }
    }

    /** The length of the descriptor at {@code at}, with or without a signature, which must say what the directory says. */
    private int descriptor(CentralRecord entry, long at, long rest) throws IOException {
        int signature = rest >= Integer.BYTES + ZipFields.DESCRIPTOR_SIZE ? Integer.BYTES : 0;
        ByteBuffer fields = file.read(at, signature + ZipFields.DESCRIPTOR_SIZE);
        boolean isSigned = signature == 0 || fields.getInt(0) == ZipFields.DESCRIPTOR;
        if (!isSigned || fields.getInt(signature) != entry.crc()
                || u32(fields, signature + 4) != entry.packed() || u32(fields, signature + 8) != entry.unpacked()) {
            throw differ(entry, "data descriptor");
        }
        return signature + ZipFields.DESCRIPTOR_SIZE;
    }

    private RuntimeException differ(CentralRecord entry, String what) {
        return rules.refuse(entry.name(), Kind.HEADERS_DIFFER, what);
    }
}
