package io.packhouse.repackager.archive;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import static io.packhouse.repackager.archive.ZipFields.u16;
import static io.packhouse.repackager.archive.ZipFields.u32;

/**
 * An entry of a central directory, checked by itself.
 *
 * @param number
 *            its place in the directory, from 0
 * @param flags
 *            general purpose flags
 * @param method
 *            {@link ZipFields#STORED} or {@link ZipFields#DEFLATED}
 * @param packed
 *            bytes in the archive
 * @param unpacked
 *            bytes that it declares to unpack to
 * @param local
 *            where in the file its local header lies
 */
record CentralRecord(int number, String name, int flags, int method, int crc, long packed, long unpacked, long local) {

    private static final int KNOWN_FLAGS = ZipFields.EFFORT | ZipFields.DESCRIBED | ZipFields.UTF_8;

    /** Types of files in the four upper bits of a Unix mode. */
    private static final int TYPE_SHIFT = 28;
    private static final int NO_TYPE = 0;
    private static final int DIRECTORY = 04;
    private static final int REGULAR = 010;
    private static final int LINK = 012;

    /** Reads the record at the buffer's position and moves it to the next one. */
    static CentralRecord next(ByteBuffer directory, int number) {
        int at = directory.position();
        if (directory.remaining() < ZipFields.CENTRAL_SIZE || directory.getInt(at) != ZipFields.CENTRAL) {
            throw damaged();
        }
        int nameLength = u16(directory, at + 28);
        int extraLength = u16(directory, at + 30);
        int length = ZipFields.CENTRAL_SIZE + nameLength + extraLength + u16(directory, at + 32);
        if (directory.remaining() < length) {
            throw damaged();
        }
        String name = name(directory.slice(at + ZipFields.CENTRAL_SIZE, nameLength));
        var entry = new CentralRecord(number, name, u16(directory, at + 8), u16(directory, at + 10),
                directory.getInt(at + 16), u32(directory, at + 20), u32(directory, at + 24), u32(directory, at + 42));
        ExtraFields.check(name, directory.slice(at + ZipFields.CENTRAL_SIZE + nameLength, extraLength));
        entry.check(u16(directory, at + 34), directory.getInt(at + 38));
        directory.position(at + length);
        return entry;
    }

    boolean directory() {
        return name.endsWith("/");
    }

    /** Whether checksum and sizes follow the data. */
    boolean described() {
        return (flags & ZipFields.DESCRIBED) != 0;
    }

    /**
     * UTF-8 with or without the flag that says so: that is how Firefox reads names, and without the flag all other readers guess.
     */
    private static String name(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw Refusal.broken(StandardCharsets.ISO_8859_1.decode(bytes.rewind()).toString(),
                    "has a name that is not UTF-8");
        }
    }

    private static RuntimeException damaged() {
        return Refusal.broken("has a damaged central directory");
    }

    private void check(int disk, int attributes) {
        if (packed == ZipFields.NO_NUMBER || unpacked == ZipFields.NO_NUMBER || local == ZipFields.NO_NUMBER) {
            throw Refusal.zip64();
        }
        if (disk != 0) {
            throw Refusal.broken(name, "lies on another disk; an archive must be one file");
        }
        if ((flags & ZipFields.ENCRYPTED) != 0) {
            throw Refusal.broken(name, "is encrypted; an XPI has no encrypted entries");
        }
        if ((flags & ~KNOWN_FLAGS) != 0) {
            throw Refusal.broken(name, "has flags of unknown meaning: 0x%04x".formatted(flags & ~KNOWN_FLAGS));
        }
        checkData();
        checkType(attributes >>> TYPE_SHIFT);
    }

    private void checkData() {
        if (method != ZipFields.STORED && method != ZipFields.DEFLATED) {
            throw Refusal.broken(name, "is compressed by method " + method + "; an XPI's are stored (0) or deflated (8)");
        }
        if (method == ZipFields.STORED && packed != unpacked) {
            throw Refusal.broken(name, "is stored, but in " + packed + " bytes instead of " + unpacked);
        }
        if (directory() && unpacked != 0) {
            throw Refusal.broken(name, "is a directory, but has " + unpacked + " bytes");
        }
    }

    /**
     * Whatever system the writer says it ran on, as some write a mode and name another one. Systems without such types leave the
     * bits empty.
     */
    private void checkType(int type) {
        if (type == LINK) {
            throw Refusal.broken(name, "is a symbolic link; an XPI has files and directories");
        }
        if (type != NO_TYPE && type != REGULAR && type != DIRECTORY) {
            throw Refusal.broken(name, "is a device, pipe or socket; an XPI has files and directories");
        }
        if (type != NO_TYPE && (type == DIRECTORY) != directory()) {
            throw Refusal.broken(name, directory()
                    ? "ends with a slash, but is marked as a file"
                    : "is marked as a directory, but has no slash at its end");
        }
    }
}
