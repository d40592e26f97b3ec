package io.packhouse.archives;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers of the zip format (PKWARE's APPNOTE 6.3, sections 4.3 to 4.5): signatures, sizes of records, limits, flags. */
public final class ZipFields {

    /** Signatures: of the header before an entry's data, and of an entry in the central directory. */
    public static final int LOCAL = 0x04034b50;
    public static final int CENTRAL = 0x02014b50;
    /** Signatures: of the end record, of its 64-bit form, and of the record that says where that lies. */
    public static final int END = 0x06054b50;
    public static final int ZIP64_END = 0x06064b50;
    public static final int ZIP64_LOCATOR = 0x07064b50;
    /** The signature that checksum and sizes behind the data may have. */
    public static final int DESCRIPTOR = 0x08074b50;

    /** Bytes of the records, names, extra fields and comments not counted. */
    public static final int LOCAL_SIZE = 30;
    public static final int CENTRAL_SIZE = 46;
    public static final int END_SIZE = 22;
    public static final int ZIP64_END_SIZE = 56;
    public static final int ZIP64_LOCATOR_SIZE = 20;
    /** Without its signature, which writers may leave out. */
    public static final int DESCRIPTOR_SIZE = 12;
    /** An extra field's number and length. */
    public static final int EXTRA_SIZE = 4;

    /** The most bytes of the archive's comment, and of a name. */
    public static final int COMMENT_LIMIT = 0xffff;
    public static final int NAME_LIMIT = 0xffff;

    /** Values that say "look into the zip64 record". */
    public static final int NO_COUNT = 0xffff;
    public static final long NO_NUMBER = 0xffff_ffffL;

    /** Methods. */
    public static final int STORED = 0;
    public static final int DEFLATED = 8;

    /** Made on Unix, by version 2.0: the upper half of the external attributes is a Unix mode. */
    public static final int MADE_BY = 3 << 8 | 20;
    /** 1980-01-01, 00:00, the first time that the format knows: the date in the upper half. */
    public static final int FIRST_TIME = (1 << 5 | 1) << 16;

    /** Bits 0, 6 and 13 of the flags: encrypted data, strong encryption, masked headers. */
    public static final int ENCRYPTED = 0x2041;
    /** Bits 1 and 2: how hard the deflater tried. They mean nothing to a reader. */
    public static final int EFFORT = 0x0006;
    /** Bit 3: checksum and sizes follow the data. */
    public static final int DESCRIBED = 0x0008;
    /** Bit 11: the name is UTF-8. */
    public static final int UTF_8 = 0x0800;

    /** Extra fields: the 64-bit sizes of APPNOTE 4.5.3, and Info-ZIP's name in Unicode of 4.6.9. */
    public static final int ZIP64_EXTRA = 0x0001;
    public static final int UNICODE_PATH_EXTRA = 0x7075;

    private ZipFields() {
    }

    /** A little-endian buffer over {@code bytes}. */
    public static ByteBuffer over(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The 16 bits at {@code at}, unsigned. */
    public static int u16(ByteBuffer buffer, int at) {
        return Short.toUnsignedInt(buffer.getShort(at));
    }

    /** The 32 bits at {@code at}, unsigned. */
    public static long u32(ByteBuffer buffer, int at) {
        return Integer.toUnsignedLong(buffer.getInt(at));
    }
}
