package io.packhouse.installerbuilder.archive;

import java.nio.ByteBuffer;

import io.packhouse.archives.ZipFields;
import io.packhouse.installerbuilder.archive.PreparedBase.Extent;

import static io.packhouse.archives.ZipFields.u16;
import static io.packhouse.archives.ZipFields.u32;

/**
 * The record at the end of a zip, which says where the central directory lies.
 *
 * @param directory
 *            the central directory; it ends where this record begins
 * @param entries
 *            the number of its entries
 */
record ZipEnd(Extent directory, int entries) {

    /** Room for what we add, so that a build never outgrows a zip's 32-bit numbers. */
    private static final long SPARE = 64L * 1024 * 1024;

    /**
     * Finds and checks the record.
     *
     * @param tail
     *            the last bytes of the file, as many as the record, a comment and a zip64 locator can have
     * @param size
     *            the size of the whole file
     */
    static ZipEnd find(ByteBuffer tail, long size) throws BrokenBaseException {
        int at = position(tail);
        if (at >= ZipFields.ZIP64_LOCATOR_SIZE
                && tail.getInt(at - ZipFields.ZIP64_LOCATOR_SIZE) == ZipFields.ZIP64_LOCATOR) {
            throw zip64();
        }
        int entries = u16(tail, at + 10);
        long length = u32(tail, at + 12);
        long offset = u32(tail, at + 16);
        if (u16(tail, at + 4) != 0 || u16(tail, at + 6) != 0 || u16(tail, at + 8) != entries) {
            throw new BrokenBaseException("is one part of a zip of several parts");
        }
        if (entries >= ZipFields.NO_COUNT - 1 || length == ZipFields.NO_NUMBER || offset == ZipFields.NO_NUMBER
                || size > ZipFields.NO_NUMBER - SPARE) {
            throw zip64();
        }
        if (offset + length != size - tail.capacity() + at) {
            throw new BrokenBaseException(
                    "has a central directory that does not end where the zip's end begins: it was cut, "
                            + "or has other bytes before or between its parts");
        }
        return new ZipEnd(new Extent(offset, length), entries);
    }

    private static int position(ByteBuffer buffer) throws BrokenBaseException {
        int found = -1;
        for (int at = buffer.capacity() - ZipFields.END_SIZE; at >= 0; at--) {
            if (buffer.getInt(at) == ZipFields.END
                    && u16(buffer, at + 20) == buffer.capacity() - at - ZipFields.END_SIZE) {
                if (found >= 0) {
                    throw new BrokenBaseException("has two ends: its comment, or what lies before it, holds another");
                }
                found = at;
            }
        }
        if (found < 0) {
            throw new BrokenBaseException("is no zip, or was cut off: it has no record of its end");
        }
        return found;
    }

    private static BrokenBaseException zip64() {
        return new BrokenBaseException("is a zip64, or almost; at most 65,533 entries and 4 GiB are supported");
    }
}
