package io.packhouse.envbuilder.archives;

import java.io.IOException;
import java.nio.ByteBuffer;

import static io.packhouse.envbuilder.archives.ZipFields.u16;
import static io.packhouse.envbuilder.archives.ZipFields.u32;

/**
 * The record at the end of a zip, which says where the list of its entries lies.
 *
 * @param entries
 *            how many there are
 * @param offset
 *            where the list begins
 * @param end
 *            where it ends
 */
record ZipEnd(long entries, long offset, long end) {

    /** Finds the only record of the file and checks what it says. */
    static ZipEnd find(ArchiveFile file) throws IOException {
        int length = (int) Math.min(file.size(), ZipFields.END_SIZE + ZipFields.COMMENT_LIMIT);
        ByteBuffer tail = file.read(file.size() - length, length);
        int position = position(tail);
        long at = file.size() - length + position;
        if (u16(tail, position + 4) != 0 || u16(tail, position + 6) != 0
                || u16(tail, position + 8) != u16(tail, position + 10)) {
            throw Refused.archive("is one part of several; it must be one file");
        }
        long locator = at - ZipFields.LOCATOR_64_SIZE;
        if (locator >= 0 && file.read(locator, Integer.BYTES).getInt(0) == ZipFields.LOCATOR_64) {
            return large(file, locator, tail.slice(position, ZipFields.END_SIZE).order(tail.order()));
        }
        return new ZipEnd(u16(tail, position + 10), u32(tail, position + 16), at)
                .check(u32(tail, position + 12));
    }

    /** Several records would be several archives in one file, and readers disagree about which one counts. */
    private static int position(ByteBuffer tail) {
        int found = -1;
        for (int at = tail.capacity() - ZipFields.END_SIZE; at >= 0; at--) {
            if (tail.getInt(at) == ZipFields.END && at + ZipFields.END_SIZE + u16(tail, at + 20) == tail.capacity()) {
                if (found >= 0) {
                    throw Refused.archive("has several end records");
                }
                found = at;
            }
        }
        if (found < 0) {
            throw Refused.archive("is no zip, was cut off, or has bytes after its end");
        }
        return found;
    }

    /** The 64-bit record, which lies right before its locator and says the same as {@code small} where that says something. */
    private static ZipEnd large(ArchiveFile file, long locator, ByteBuffer small) throws IOException {
        long at = file.read(locator, ZipFields.LOCATOR_64_SIZE).getLong(8);
        if (at < 0 || at != locator - ZipFields.END_64_SIZE) {
            throw Refused.archive("has a zip64 end record that does not lie where it should");
        }
        ByteBuffer record = file.read(at, ZipFields.END_64_SIZE);
        if (record.getInt(0) != ZipFields.END_64 || record.getInt(16) != 0 || record.getInt(20) != 0
                || record.getLong(24) != record.getLong(32)) {
            throw Refused.archive("has a damaged zip64 end record");
        }
        long entries = record.getLong(32);
        long length = record.getLong(40);
        long offset = record.getLong(48);
        if (!isSame(u16(small, 10), ZipFields.NO_COUNT, entries) || !isSame(u32(small, 12), ZipFields.NO_NUMBER, length)
                || !isSame(u32(small, 16), ZipFields.NO_NUMBER, offset)) {
            throw Refused.archive("has two end records that differ");
        }
        return new ZipEnd(entries, offset, at).check(length);
    }

    private static boolean isSame(long small, long none, long large) {
        return small == none || small == large;
    }

    private ZipEnd check(long length) {
        if (entries < 0 || offset < 0 || length < 0 || offset > end || end - offset != length) {
            throw Refused.archive("has a list of entries that does not end where the end record begins");
        }
        if (entries > length / ZipFields.CENTRAL_SIZE) {
            throw Refused.archive("counts " + entries + " entries, for which its list of " + length + " bytes is too short");
        }
        return this;
    }
}
