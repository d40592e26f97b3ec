package io.packhouse.envbuilder.archives;

import java.nio.ByteBuffer;

import static io.packhouse.envbuilder.archives.ZipFields.u16;

/** The 64-bit numbers in a header's extra fields: those, in their order, that the header itself leaves out. For one thread. */
final class Zip64Extra {

    private static final int HEADER = 4;

    private final String name;
    private final ByteBuffer numbers;

    /**
     * @param name
     *            of the entry, for messages
     * @param extra
     *            all of its extra fields, little-endian; up to three bytes may be left at the end, as tools that align data leave
     *            them
     */
    Zip64Extra(String name, ByteBuffer extra) {
        this.name = name;
        ByteBuffer found = null;
        for (int at = 0; extra.capacity() - at >= HEADER;) {
            int length = u16(extra, at + 2);
            if (length > extra.capacity() - at - HEADER) {
                throw Refused.entry(name, "has damaged extra fields");
            }
            if (u16(extra, at) == ZipFields.EXTRA_64) {
                if (found != null) {
                    throw Refused.entry(name, "has its 64-bit sizes twice");
                }
                found = extra.slice(at + HEADER, length).order(extra.order());
            }
            at += HEADER + length;
        }
        numbers = found == null ? ZipFields.over(new byte[0]) : found;
    }

    /** {@code small}, or the next 64-bit number where that says to look here. */
    long number(long small) {
        if (small != ZipFields.NO_NUMBER) {
            return small;
        }
        if (numbers.remaining() < Long.BYTES) {
            throw Refused.entry(name, "leaves out a size or an offset that is nowhere else");
        }
        return numbers.getLong();
    }
}
