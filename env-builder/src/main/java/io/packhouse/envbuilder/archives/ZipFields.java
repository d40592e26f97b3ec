package io.packhouse.envbuilder.archives;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers of the zip format (PKWARE's APPNOTE 6.3, sections 4.3 to 4.5): signatures, sizes of records, limits, flags. */
final class ZipFields {

    static final int LOCAL = 0x04034b50;
    static final int CENTRAL = 0x02014b50;
    static final int END = 0x06054b50;
    static final int END_64 = 0x06064b50;
    static final int LOCATOR_64 = 0x07064b50;

    static final int LOCAL_SIZE = 30;
    static final int CENTRAL_SIZE = 46;
    static final int END_SIZE = 22;
    static final int END_64_SIZE = 56;
    static final int LOCATOR_64_SIZE = 20;
    static final int COMMENT_LIMIT = 0xffff;

    /** Values that say "look into the zip64 record". */
    static final int NO_COUNT = 0xffff;
    static final long NO_NUMBER = 0xffff_ffffL;

    static final int STORED = 0;
    static final int DEFLATED = 8;

    /** Bits 0, 6 and 13 of the flags: encrypted data, strong encryption, masked headers. */
    static final int ENCRYPTED = 0x2041;
    /** Bits 1 and 2: how hard the deflater tried. They mean nothing to a reader. */
    static final int EFFORT = 0x0006;
    /** Bit 3: checksum and sizes follow the data. */
    static final int DESCRIBED = 0x0008;
    /** Bit 11: the name is UTF-8. */
    static final int UTF_8 = 0x0800;

    /** The extra field with 64-bit sizes and offsets. */
    static final int EXTRA_64 = 0x0001;

    private ZipFields() {
    }

    /** A little-endian buffer over {@code bytes}. */
    static ByteBuffer over(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static int u16(ByteBuffer buffer, int at) {
        return Short.toUnsignedInt(buffer.getShort(at));
    }

    static long u32(ByteBuffer buffer, int at) {
        return Integer.toUnsignedLong(buffer.getInt(at));
    }
}
