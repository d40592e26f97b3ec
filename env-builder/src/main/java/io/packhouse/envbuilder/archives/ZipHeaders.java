package io.packhouse.envbuilder.archives;

import java.nio.ByteBuffer;

import io.packhouse.archives.ZipFields;

/**
 * The headers of an entry that we write: made by Unix, {@code -rw-r--r--}, of 1980-01-01 00:00:00, the earliest time of the
 * format, and nothing else that is not its content.
 *
 * @param name
 *            in UTF-8
 * @param offset
 *            where the entry begins
 * @param large
 *            the smallest number that is written in 64 bits
 */
record ZipHeaders(byte[] name, boolean deflated, int crc, long packed, long unpacked, long offset, long large) {

    private static final int ATTRIBUTES = 0100644 << 16;
    private static final int UNIX = 3 << 8;
    private static final short VERSION = 20;
    private static final short VERSION_64 = 45;

    /** What stands before the content. Sizes are both in 64 bits or both not, as the format wants it here. */
    byte[] local() {
        boolean isLarge = Math.max(packed, unpacked) >= large;
        int extra = isLarge ? ZipFields.EXTRA_SIZE + 2 * Long.BYTES : 0;
        byte[] bytes = new byte[ZipFields.LOCAL_SIZE + name.length + extra];
        ByteBuffer header = ZipFields.over(bytes).putInt(ZipFields.LOCAL)
                .putShort(isLarge ? VERSION_64 : VERSION);
        common(header, isLarge).putShort((short) name.length).putShort((short) extra).put(name);
        if (isLarge) {
            header.putShort((short) ZipFields.ZIP64_EXTRA).putShort((short) (2 * Long.BYTES)).putLong(unpacked)
                    .putLong(packed);
        }
        return bytes;
    }

    /** What stands in the list behind all entries. */
    byte[] central() {
        boolean isLarge = Math.max(packed, unpacked) >= large;
        boolean isFar = offset >= large;
        int numbers = (isLarge ? 2 : 0) + (isFar ? 1 : 0);
        int extra = numbers == 0 ? 0 : ZipFields.EXTRA_SIZE + numbers * Long.BYTES;
        short version = numbers == 0 ? VERSION : VERSION_64;
        byte[] bytes = new byte[ZipFields.CENTRAL_SIZE + name.length + extra];
        ByteBuffer header = ZipFields.over(bytes).putInt(ZipFields.CENTRAL)
                .putShort((short) (UNIX | version)).putShort(version);
        common(header, isLarge).putShort((short) name.length).putShort((short) extra).putShort((short) 0)
                .putShort((short) 0).putShort((short) 0).putInt(ATTRIBUTES)
                .putInt((int) (isFar ? ZipFields.NO_NUMBER : offset)).put(name);
        if (numbers > 0) {
            header.putShort((short) ZipFields.ZIP64_EXTRA).putShort((short) (numbers * Long.BYTES));
        }
        if (isLarge) {
            header.putLong(unpacked).putLong(packed);
        }
        if (isFar) {
            header.putLong(offset);
        }
        return bytes;
    }

    private ByteBuffer common(ByteBuffer header, boolean hidesSizes) {
        return header.putShort((short) ZipFields.UTF_8)
                .putShort((short) (deflated ? ZipFields.DEFLATED : ZipFields.STORED)).putInt(ZipFields.FIRST_TIME)
                .putInt(crc)
                .putInt((int) (hidesSizes ? ZipFields.NO_NUMBER : packed))
                .putInt((int) (hidesSizes ? ZipFields.NO_NUMBER : unpacked));
    }

    /**
     * What stands at the end of the archive.
     *
     * @param offset
     *            where the list of entries begins
     * @param length
     *            of that list
     */
    static byte[] end(long count, long offset, long length, long large) {
        boolean isLarge = count >= ZipFields.NO_COUNT || offset >= large || length >= large;
        byte[] bytes = new byte[ZipFields.END_SIZE
                + (isLarge ? ZipFields.ZIP64_END_SIZE + ZipFields.ZIP64_LOCATOR_SIZE : 0)];
        ByteBuffer end = ZipFields.over(bytes);
        if (isLarge) {
            end.putInt(ZipFields.ZIP64_END).putLong(ZipFields.ZIP64_END_SIZE - 12).putShort((short) (UNIX | VERSION_64))
                    .putShort(VERSION_64).putInt(0).putInt(0).putLong(count).putLong(count).putLong(length).putLong(offset);
            end.putInt(ZipFields.ZIP64_LOCATOR).putInt(0).putLong(offset + length).putInt(1);
        }
        short entries = (short) Math.min(count, ZipFields.NO_COUNT);
        end.putInt(ZipFields.END).putShort((short) 0).putShort((short) 0).putShort(entries).putShort(entries)
                .putInt((int) (length >= large ? ZipFields.NO_NUMBER : length))
                .putInt((int) (offset >= large ? ZipFields.NO_NUMBER : offset)).putShort((short) 0);
        return bytes;
    }
}
