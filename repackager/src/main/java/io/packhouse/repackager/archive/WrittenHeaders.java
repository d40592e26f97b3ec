package io.packhouse.repackager.archive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.packhouse.archives.ZipFields;

/**
 * The headers of an archive that is being written: the same for the same entries on every machine, at every time. Every entry
 * has the first time that the format knows, is made "on Unix by version 2.0", is readable for all, and has no extra field.
 */
final class WrittenHeaders {

    /** A regular file, 0644. */
    private static final int FILE = 0100644 << 16;
    /** A directory, 0755, and the directory's bit of DOS. */
    private static final int DIRECTORY = 040755 << 16 | 0x10;

    private final ByteArrayOutputStream central = new ByteArrayOutputStream();
    private int entries;

    /**
     * The header before an entry's data; the entry is also noted for the central directory.
     *
     * @param offset
     *            where in the file the header is written
     */
    byte[] local(NewEntry entry, PackedContent content, long offset) {
        byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
        entries++;
        byte[] record = new byte[ZipFields.CENTRAL_SIZE + name.length];
        ByteBuffer fields = ZipFields.over(record).putInt(ZipFields.CENTRAL).putShort((short) ZipFields.MADE_BY);
        putCommon(fields, entry, name, content);
        fields.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(entry.isDirectory() ? DIRECTORY : FILE)
                .putInt((int) offset).put(name);
        central.writeBytes(record);

        byte[] header = new byte[ZipFields.LOCAL_SIZE + name.length];
        ByteBuffer local = ZipFields.over(header).putInt(ZipFields.LOCAL);
        putCommon(local, entry, name, content);
        local.put(name);
        return header;
    }

    /** The bytes of the central directory so far. */
    int directorySize() {
        return central.size();
    }

    /**
     * The central directory and the end record.
     *
     * @param offset
     *            where in the file they are written
     */
    byte[] end(long offset) {
        byte[] end = new byte[central.size() + ZipFields.END_SIZE];
        ZipFields.over(end).put(central.toByteArray()).putInt(ZipFields.END).putShort((short) 0).putShort((short) 0)
                .putShort((short) entries).putShort((short) entries).putInt(central.size()).putInt((int) offset)
                .putShort((short) 0);
        return end;
    }

    /** The fields that both headers have in the same order: version needed to length of the extra field. */
    private static void putCommon(ByteBuffer buffer, NewEntry entry, byte[] name, PackedContent content) {
        boolean plain = content.method() == ZipFields.STORED && !entry.isDirectory();
        boolean ascii = name.length == entry.name().length();
        buffer.putShort((short) (plain ? 10 : 20)).putShort((short) (ascii ? 0 : ZipFields.UTF_8))
                .putShort((short) content.method()).putInt(ZipFields.FIRST_TIME).putInt(content.crc())
                .putInt((int) content.packed())
                .putInt((int) content.unpacked()).putShort((short) name.length).putShort((short) 0);
    }
}
