package io.packhouse.archives;

import java.io.IOException;
import java.nio.ByteBuffer;

import io.packhouse.archives.ZipFault.Kind;

import static io.packhouse.archives.ZipFields.u16;
import static io.packhouse.archives.ZipFields.u32;

/**
 * The record at the end of a zip, which says where the central directory lies.
 *
 * @param entries
 *            the number of entries of the central directory
 * @param offset
 *            where the central directory begins
 * @param end
 *            where it ends
 */
record EndRecord(long entries, long offset, long end) {

    /** Finds the only record of the file and checks what it says. */
    static EndRecord find(ArchiveFile file, ZipRules rules) throws IOException {
        int length = (int) Math.min(file.size(), ZipFields.END_SIZE + ZipFields.COMMENT_LIMIT);
        ByteBuffer tail = file.read(file.size() - length, length);
        int position = position(tail, rules);
        long at = file.size() - length + position;
        if (u16(tail, position + 4) != 0 || u16(tail, position + 6) != 0
                || u16(tail, position + 8) != u16(tail, position + 10)) {
            throw rules.refuse(Kind.SEVERAL_PARTS);
        }
        int entries = u16(tail, position + 10);
        long size = u32(tail, position + 12);
        long offset = u32(tail, position + 16);
        long locator = at - ZipFields.ZIP64_LOCATOR_SIZE;
        boolean isLarge = locator >= 0
                && file.read(locator, Integer.BYTES).getInt(0) == ZipFields.ZIP64_LOCATOR;
        if (!rules.tolerates(Tolerance.ZIP64) && (isLarge || entries == ZipFields.NO_COUNT
                || size == ZipFields.NO_NUMBER || offset == ZipFields.NO_NUMBER)) {
            throw rules.refuse(Kind.ZIP64);
        }
        return isLarge
                ? large(file, locator, tail.slice(position, ZipFields.END_SIZE).order(tail.order()), rules)
                : new EndRecord(entries, offset, at).check(file, size, rules);
    }

    /** Several records would be several archives in one file, and readers disagree about which one counts. */
    private static int position(ByteBuffer tail, ZipRules rules) {
        int found = -1;
        int last = -1;
        for (int at = tail.capacity() - ZipFields.END_SIZE; at >= 0; at--) {
            if (tail.getInt(at) == ZipFields.END) {
                last = Math.max(last, at);
                if (end(tail, at) == tail.capacity()) {
                    if (found >= 0) {
                        throw rules.refuse(Kind.SEVERAL_ENDS);
                    }
                    found = at;
                }
            }
        }
        if (last < 0) {
            throw rules.refuse(Kind.NO_END);
        }
        if (found < 0) {
            int behind = tail.capacity() - end(tail, last);
            throw behind > 0 ? rules.refuse(Kind.BYTES_BEHIND_END, behind) : rules.refuse(Kind.COMMENT_CUT);
        }
        if (last > found && !rules.tolerates(Tolerance.SIGNATURES_IN_COMMENT)) {
            throw rules.refuse(Kind.SEVERAL_ENDS);
        }
        return found;
    }

    private static int end(ByteBuffer tail, int at) {
        return at + ZipFields.END_SIZE + u16(tail, at + 20);
    }

    /** The 64-bit record, which lies right before its locator and says the same as {@code small} where that says something. */
    private static EndRecord large(ArchiveFile file, long locator, ByteBuffer small, ZipRules rules) throws IOException {
        long at = file.read(locator, ZipFields.ZIP64_LOCATOR_SIZE).getLong(8);
        if (at < 0 || at != locator - ZipFields.ZIP64_END_SIZE) {
            throw rules.refuse(Kind.ZIP64_END_ELSEWHERE);
        }
        ByteBuffer record = file.read(at, ZipFields.ZIP64_END_SIZE);
        if (record.getInt(0) != ZipFields.ZIP64_END || record.getInt(16) != 0 || record.getInt(20) != 0
                || record.getLong(24) != record.getLong(32)) {
            throw rules.refuse(Kind.ZIP64_END_DAMAGED);
        }
        long entries = record.getLong(32);
        long size = record.getLong(40);
        long offset = record.getLong(48);
        if (!isSame(u16(small, 10), ZipFields.NO_COUNT, entries) || !isSame(u32(small, 12), ZipFields.NO_NUMBER, size)
                || !isSame(u32(small, 16), ZipFields.NO_NUMBER, offset)) {
            throw rules.refuse(Kind.ENDS_DIFFER);
        }
        return new EndRecord(entries, offset, at).check(file, size, rules);
    }

    private static boolean isSame(long small, long none, long large) {
        return small == none || small == large;
    }

    private EndRecord check(ArchiveFile file, long size, ZipRules rules) throws IOException {
        if (entries < 0 || offset < 0 || size < 0 || offset > end || end - offset != size) {
            throw misplaced(file, size, rules);
        }
        if (entries > size / ZipFields.CENTRAL_SIZE) {
            throw rules.refuse(Kind.COUNTED_TOO_MANY, entries, size);
        }
        return this;
    }

    /** Tells bytes before the archive, whose offsets then count from its own beginning, from a wrong end record. */
    private RuntimeException misplaced(ArchiveFile file, long size, ZipRules rules) throws IOException {
        long directory = size < 0 ? -1 : end - size;
        long before = directory - offset;
        boolean isMoved = before > 0 && offset >= 0 && entries > 0
                && file.read(directory, Integer.BYTES).getInt(0) == ZipFields.CENTRAL;
        return isMoved ? rules.refuse(Kind.SELF_EXTRACTING, before) : rules.refuse(Kind.DIRECTORY_ELSEWHERE);
    }
}
