package io.packhouse.repackager.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers of the zip format (PKWARE's APPNOTE 6.3, sections 4.3 and 4.4): signatures, sizes of records, limits, flags. */
final class ZipFields {

    static final int LOCAL = 0x04034b50;
    static final int CENTRAL = 0x02014b50;
    static final int END = 0x06054b50;
    static final int DESCRIPTOR = 0x08074b50;
    static final int ZIP64_LOCATOR = 0x07064b50;

    static final int LOCAL_SIZE = 30;
    static final int CENTRAL_SIZE = 46;
    static final int END_SIZE = 22;
    static final int ZIP64_LOCATOR_SIZE = 20;
    /** Without its signature, which writers may leave out. */
    static final int DESCRIPTOR_SIZE = 12;
    static final int COMMENT_LIMIT = 0xffff;
    static final int NAME_LIMIT = 0xffff;

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

    /** Extra fields: the 64-bit sizes of APPNOTE 4.5.3, and Info-ZIP's name in Unicode of 4.6.9. */
    static final int ZIP64_EXTRA = 0x0001;
    static final int UNICODE_PATH_EXTRA = 0x7075;

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
