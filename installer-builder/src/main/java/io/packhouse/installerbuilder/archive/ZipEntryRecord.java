package io.packhouse.installerbuilder.archive;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.packhouse.archives.ZipFields;

import static io.packhouse.archives.ZipFields.u16;
import static io.packhouse.archives.ZipFields.u32;

/**
 * An entry of a central directory.
 *
 * @param at
 *            where in the directory it begins
 * @param length
 *            the bytes of the record
 * @param name
 *            its name, as ISO 8859-1 so that every byte stays what it was
 * @param flags
 *            general purpose flags
 * @param method
 *            {@link ZipFields#STORED} or {@link ZipFields#DEFLATED}
 * @param local
 *            where in the file its local header lies
 */
record ZipEntryRecord(int at, int length, String name, int flags, int method, long crc, long packed, long unpacked,
        long local) {

    /** Reads the record at {@code at}. */
    static ZipEntryRecord read(ByteBuffer directory, int at) throws BrokenBaseException {
        if (at + ZipFields.CENTRAL_SIZE > directory.capacity() || directory.getInt(at) != ZipFields.CENTRAL) {
            throw new BrokenBaseException("has a damaged central directory");
        }
        int nameLength = u16(directory, at + 28);
        int length = ZipFields.CENTRAL_SIZE + nameLength + u16(directory, at + 30) + u16(directory, at + 32);
        if (at + length > directory.capacity()) {
            throw new BrokenBaseException("has a damaged central directory");
        }
        byte[] name = new byte[nameLength];
        directory.get(at + ZipFields.CENTRAL_SIZE, name);
        var entry = new ZipEntryRecord(at, length, new String(name, StandardCharsets.ISO_8859_1), u16(directory, at + 8),
                u16(directory, at + 10), u32(directory, at + 16), u32(directory, at + 20), u32(directory, at + 24),
                u32(directory, at + 42));
        entry.check(u16(directory, at + 34), u16(directory, at + 4), directory.getInt(at + 38));
        return entry;
    }

    /** The entry's kind; a name that ends with a slash is a directory's. */
    Layout.Kind kind() {
        return name.endsWith("/") ? Layout.Kind.DIRECTORY : Layout.Kind.FILE;
    }

    private void check(int disk, int madeBy, int attributes) throws BrokenBaseException {
        if ((flags & ZipFields.ENCRYPTED) != 0) {
            throw new BrokenBaseException("has the encrypted entry " + BrokenBaseException.shown(name));
        }
        if (method != ZipFields.STORED && method != ZipFields.DEFLATED) {
            throw new BrokenBaseException(
                    "has the entry " + BrokenBaseException.shown(name) + " compressed by method " + method
                            + "; only stored and deflated ones are supported");
        }
        if (disk != 0 || packed == ZipFields.NO_NUMBER || unpacked == ZipFields.NO_NUMBER || local == ZipFields.NO_NUMBER) {
            throw new BrokenBaseException("has the entry " + BrokenBaseException.shown(name)
                    + " in zip64 form or on another disk, which is not supported");
        }
        int type = attributes >>> 28;
        if (madeBy >> 8 == 3 && type != 0 && type != 010 && type != 04) {
            throw new BrokenBaseException("has the entry " + BrokenBaseException.shown(name)
                    + " that is neither a file nor a directory");
        }
    }
}
