package io.packhouse.archives;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import io.packhouse.archives.ZipFault.Kind;

import static io.packhouse.archives.ZipFields.u16;
import static io.packhouse.archives.ZipFields.u32;

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

    /** The record whose fixed part is {@code fixed} and whose name, extra fields and comment are {@code rest}. */
    static CentralRecord of(int number, ByteBuffer fixed, ByteBuffer rest, ZipRules rules) {
        int nameLength = u16(fixed, 28);
        String name = name(rest.slice(0, nameLength), rules);
        EntryNames.fault(name).ifPresent(fault -> {
            throw rules.refusals().of(fault);
        });
        rules.limits().checkName(name, rules.refusals());
        ExtraFields extra = ExtraFields.read(name, rest.slice(nameLength, u16(fixed, 30)), rules);
        // The order of the reading is the order in the extra field.
        long unpacked = extra.number(u32(fixed, 24));
        long packed = extra.number(u32(fixed, 20));
        long local = extra.number(u32(fixed, 42));
        if (!rules.tolerates(Tolerance.ZIP64) && Math.max(Math.max(packed, unpacked), local) == ZipFields.NO_NUMBER) {
            throw rules.refuse(Kind.ZIP64);
        }
        var entry = new CentralRecord(number, name, u16(fixed, 8), u16(fixed, 10), fixed.getInt(16), packed, unpacked,
                local);
        entry.check(u16(fixed, 34), rules);
        entry.checkType(fixed.getInt(38) >>> TYPE_SHIFT, rules);
        return entry;
    }

    boolean isDirectory() {
        return name.endsWith("/");
    }

    /** Whether checksum and sizes follow the data. */
    boolean isDescribed() {
        return (flags & ZipFields.DESCRIBED) != 0;
    }

    /** UTF-8 with or without the flag that says so; without the flag readers guess, and what is no UTF-8 has no one name. */
    private static String name(ByteBuffer bytes, ZipRules rules) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw rules.refuse(StandardCharsets.ISO_8859_1.decode(bytes.rewind()).toString(), Kind.NOT_UTF_8);
        }
    }

    private void check(int disk, ZipRules rules) {
        if (disk != 0) {
            throw rules.refuse(name, Kind.OTHER_DISK);
        }
        if ((flags & ZipFields.ENCRYPTED) != 0) {
            throw rules.refuse(name, Kind.ENCRYPTED);
        }
        if ((flags & ~KNOWN_FLAGS) != 0 && !rules.tolerates(Tolerance.UNKNOWN_FLAGS)) {
            throw rules.refuse(name, Kind.UNKNOWN_FLAGS, flags & ~KNOWN_FLAGS);
        }
        if (method != ZipFields.STORED && method != ZipFields.DEFLATED) {
            throw rules.refuse(name, Kind.METHOD, method);
        }
        if (packed < 0 || unpacked < 0 || local < 0) {
            throw rules.refuse(name, Kind.IMPOSSIBLE_SIZES);
        }
        if (method == ZipFields.STORED && packed != unpacked) {
            throw rules.refuse(name, Kind.STORED_SIZES, packed, unpacked);
        }
        if (isDirectory() && unpacked != 0) {
            throw rules.refuse(name, Kind.DIRECTORY_WITH_BYTES, unpacked);
        }
    }

    /**
     * Whatever system the writer says it ran on, as some write a mode and name another one. Systems without such types leave the
     * bits empty.
     */
    private void checkType(int type, ZipRules rules) {
        if (type == LINK) {
            throw rules.refuse(name, Kind.LINK);
        }
        if (type != NO_TYPE && type != REGULAR && type != DIRECTORY) {
            throw rules.refuse(name, Kind.SPECIAL_FILE);
        }
        if (type == DIRECTORY && !isDirectory()) {
            throw rules.refuse(name, Kind.DIRECTORY_WITHOUT_SLASH);
        }
        if (type == REGULAR && isDirectory() && !rules.tolerates(Tolerance.DIRECTORIES_MARKED_AS_FILES)) {
            throw rules.refuse(name, Kind.DIRECTORY_MARKED_AS_FILE);
        }
    }
}
