package io.packhouse.repackager.archive;

import java.io.IOException;
import java.nio.ByteBuffer;

import static io.packhouse.repackager.archive.ZipFields.u16;
import static io.packhouse.repackager.archive.ZipFields.u32;

/**
 * The record at the end of a zip, which says where the central directory lies.
 *
 * @param entries
 *            the number of entries of the central directory
 * @param offset
 *            where the central directory begins
 * @param length
 *            its bytes; it ends where this record begins
 */
record EndRecord(int entries, long offset, long length) {

    /** Finds the only record of the file and checks what it says. */
    static EndRecord find(ArchiveFile file) throws IOException {
        int length = (int) Math.min(file.size(), ZipFields.END_SIZE + ZipFields.COMMENT_LIMIT);
        ByteBuffer tail = file.read(file.size() - length, length);
        int position = position(tail);
        long at = file.size() - length + position;
        checkNoLocator(file, at);
        EndRecord end = read(tail, position);
        if (end.offset + end.length != at) {
            throw misplaced(file, end, at);
        }
        return end;
    }

    /** Several records would be several archives in one file, and readers disagree about which one counts. */
    private static int position(ByteBuffer tail) {
        int found = -1;
        int last = -1;
        for (int at = tail.capacity() - ZipFields.END_SIZE; at >= 0; at--) {
            if (tail.getInt(at) == ZipFields.END) {
                last = Math.max(last, at);
                if (end(tail, at) == tail.capacity()) {
                    if (found >= 0) {
                        throw several();
                    }
                    found = at;
                }
            }
        }
        if (last < 0) {
            throw Refusal.broken("is no ZIP archive, or was cut off: it has no end record");
        }
        if (found < 0) {
            throw end(tail, last) < tail.capacity()
                    ? Refusal.broken("has " + (tail.capacity() - end(tail, last))
                            + " bytes after its end record; nothing may follow it")
                    : Refusal.broken("was cut off: its end record announces a comment that is not all there");
        }
        if (last > found) {
            throw several();
        }
        return found;
    }

    private static int end(ByteBuffer tail, int at) {
        return at + ZipFields.END_SIZE + u16(tail, at + 20);
    }

    private static RuntimeException several() {
        return Refusal.broken("has several end records; an archive has one, and no comment holds another");
    }

    private static void checkNoLocator(ArchiveFile file, long at) throws IOException {
        long locator = at - ZipFields.ZIP64_LOCATOR_SIZE;
        if (locator >= 0 && file.read(locator, Integer.BYTES).getInt(0) == ZipFields.ZIP64_LOCATOR) {
            throw Refusal.zip64();
        }
    }

    private static EndRecord read(ByteBuffer tail, int at) {
        int entries = u16(tail, at + 10);
        long length = u32(tail, at + 12);
        long offset = u32(tail, at + 16);
        if (entries == ZipFields.NO_COUNT || length == ZipFields.NO_NUMBER || offset == ZipFields.NO_NUMBER) {
            throw Refusal.zip64();
        }
        if (u16(tail, at + 4) != 0 || u16(tail, at + 6) != 0 || u16(tail, at + 8) != entries) {
            throw Refusal.broken("is one part of an archive of several parts; it must be one file");
        }
        return new EndRecord(entries, offset, length);
    }

    /** Tells bytes before the archive, whose offsets then count from its own beginning, from a wrong end record. */
    private static RuntimeException misplaced(ArchiveFile file, EndRecord end, long at) throws IOException {
        long directory = at - end.length;
        long before = directory - end.offset;
        if (before > 0 && end.entries > 0 && directory + Integer.BYTES <= file.size()
                && file.read(directory, Integer.BYTES).getInt(0) == ZipFields.CENTRAL) {
            return Refusal.broken("begins with " + before + " bytes that belong to no entry, as self-extracting files do");
        }
        return Refusal
                .broken("has a central directory that does not end where the end record begins: it was cut or changed");
    }
}
