package io.packhouse.installerbuilder.archive;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

import io.packhouse.archives.ZipFields;
import io.packhouse.installerbuilder.vesselinfo.VesselInfo;

/**
 * The new parts of a customised zip: the local entry of {@code vesselinfo}, its entry in the central directory, and the record
 * of the end. For one archive.
 */
final class ZipTail {

    private static final byte[] NAME = VesselInfo.PATH.getBytes(StandardCharsets.US_ASCII);
    /** A regular file, mode 0644, in the upper half. */
    private static final int ATTRIBUTES = 0100644 << 16;

    private final byte[] content;
    private final byte[] data;
    private final boolean stored;
    private final int time;
    private final int crc;

    ZipTail(byte[] vesselinfo, Instant modified) {
        content = vesselinfo;
        byte[] deflated = deflated(vesselinfo);
        stored = deflated.length >= vesselinfo.length;
        data = stored ? vesselinfo : deflated;
        time = dosTime(modified);
        var checksum = new CRC32();
        checksum.update(vesselinfo);
        crc = (int) checksum.getValue();
    }

    /** Local header and data. */
    byte[] local() {
        byte[] bytes = new byte[ZipFields.LOCAL_SIZE + NAME.length + data.length];
        ByteBuffer buffer = ZipFields.over(bytes).putInt(ZipFields.LOCAL);
        putCommon(buffer);
        buffer.put(NAME).put(data);
        return bytes;
    }

    /**
     * The central entry, and the record of the end up to its comment.
     *
     * @param local
     *            where in the file {@link #local()} lies
     * @param directory
     *            where the central directory begins
     * @param others
     *            the length of its other entries
     * @param entries
     *            how many entries there are, this one included
     * @param comment
     *            the length of the comment that follows
     */
    byte[] end(long local, long directory, long others, int entries, int comment) {
        int central = ZipFields.CENTRAL_SIZE + NAME.length;
        byte[] bytes = new byte[central + ZipFields.END_SIZE];
        ByteBuffer buffer = ZipFields.over(bytes).putInt(ZipFields.CENTRAL).putShort((short) ZipFields.MADE_BY);
        putCommon(buffer);
        buffer.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(ATTRIBUTES).putInt((int) local).put(NAME);
        buffer.putInt(ZipFields.END).putShort((short) 0).putShort((short) 0).putShort((short) entries)
                .putShort((short) entries).putInt((int) (others + central)).putInt((int) directory)
                .putShort((short) comment);
        return bytes;
    }

    /** The fields that both headers have in the same order: version needed to length of the extra field. */
    private void putCommon(ByteBuffer buffer) {
        buffer.putShort((short) (stored ? 10 : 20)).putShort((short) 0)
                .putShort((short) (stored ? ZipFields.STORED : ZipFields.DEFLATED)).putInt(time).putInt(crc)
                .putInt(data.length).putInt(content.length).putShort((short) NAME.length).putShort((short) 0);
    }

    private static byte[] deflated(byte[] content) {
        try (var deflater = new Deflater(Deflater.BEST_COMPRESSION, true)) {
            deflater.setInput(content);
            deflater.finish();
            byte[] packed = new byte[content.length];
            int length = deflater.deflate(packed);
            // What does not even fit is not smaller.
            return deflater.finished() ? Arrays.copyOf(packed, length) : content;
        }
    }

    /** Date and time in the format's form, in UTC: date in the upper half, whole even seconds, 1980 to 2107. */
    static int dosTime(Instant instant) {
        ZonedDateTime time = instant.atZone(ZoneOffset.UTC);
        if (time.getYear() < 1980) {
            return ZipFields.FIRST_TIME;
        }
        int year = Math.min(time.getYear() - 1980, 127);
        int date = year << 9 | time.getMonthValue() << 5 | time.getDayOfMonth();
        return date << 16 | time.getHour() << 11 | time.getMinute() << 5 | time.getSecond() / 2;
    }
}
