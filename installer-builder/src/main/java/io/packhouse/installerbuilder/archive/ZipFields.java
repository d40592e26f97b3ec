package io.packhouse.installerbuilder.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** Numbers of the zip format (PKWARE's APPNOTE 6.3, sections 4.3 and 4.4): signatures, sizes of records, limits, times. */
final class ZipFields {

    static final int LOCAL = 0x04034b50;
    static final int CENTRAL = 0x02014b50;
    static final int END = 0x06054b50;
    static final int ZIP64_LOCATOR = 0x07064b50;

    static final int LOCAL_SIZE = 30;
    static final int CENTRAL_SIZE = 46;
    static final int END_SIZE = 22;
    static final int ZIP64_LOCATOR_SIZE = 20;
    static final int COMMENT_LIMIT = 0xffff;

    /** Values that say "look into the zip64 record". */
    static final int NO_COUNT = 0xffff;
    static final long NO_NUMBER = 0xffff_ffffL;

    static final int STORED = 0;
    static final int DEFLATED = 8;
    /** Bits 0, 6 and 13 of the flags: encrypted data, strong encryption, masked headers. */
    static final int ENCRYPTED = 0x2041;
    /** Made on Unix, by version 2.0: the upper half of the external attributes is a Unix mode. */
    static final int MADE_BY = 3 << 8 | 20;

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

    /** Date and time in the format's form, in UTC: date in the upper half, whole even seconds, 1980 to 2107. */
    static int dosTime(Instant instant) {
        ZonedDateTime time = instant.atZone(ZoneOffset.UTC);
        if (time.getYear() < 1980) {
            return 1 << 21 | 1 << 16;
        }
        int year = Math.min(time.getYear() - 1980, 127);
        int date = year << 9 | time.getMonthValue() << 5 | time.getDayOfMonth();
        return date << 16 | time.getHour() << 11 | time.getMinute() << 5 | time.getSecond() / 2;
    }
}
