package io.packhouse.envbuilder.archives;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import static io.packhouse.envbuilder.archives.ZipFields.u16;
import static io.packhouse.envbuilder.archives.ZipFields.u32;

/**
 * An entry of a zip's list, checked by itself.
 *
 * @param flags
 *            general purpose flags
 * @param method
 *            {@link ZipFields#STORED} or {@link ZipFields#DEFLATED}
 * @param packed
 *            bytes in the archive
 * @param unpacked
 *            bytes that it declares to unpack to
 * @param local
 *            where in the file its own header lies
 */
record ZipRecord(String name, int flags, int method, int crc, long packed, long unpacked, long local) {

    /** Types of files in the four upper bits of a Unix mode. */
    private static final int TYPE_SHIFT = 28;
    private static final int NO_TYPE = 0;
    private static final int DIRECTORY = 04;
    private static final int REGULAR = 010;

    /**
     * The record whose fixed part is {@code fixed} and whose name, extra fields and comment are {@code rest}.
     *
     * @throws io.packhouse.contracts.FailureException
     *             when it breaks a rule
     */
    static ZipRecord of(ByteBuffer fixed, ByteBuffer rest) {
        int nameLength = u16(fixed, 28);
        String name = name(rest.slice(0, nameLength));
        ByteBuffer extra = rest.slice(nameLength, u16(fixed, 30)).order(rest.order());
        var sizes = new Zip64Extra(name, extra);
        // The order of the reading is the order in the extra field.
        long unpacked = sizes.number(u32(fixed, 24));
        long packed = sizes.number(u32(fixed, 20));
        long local = sizes.number(u32(fixed, 42));
        var entry = new ZipRecord(name, u16(fixed, 8), u16(fixed, 10), fixed.getInt(16), packed, unpacked, local);
        PathRules.fault(name).ifPresent(fault -> {
            throw Refused.entry(name, fault);
        });
        entry.check(u16(fixed, 34), fixed.getInt(38) >>> TYPE_SHIFT);
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
    private static String name(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw Refused.entry(StandardCharsets.ISO_8859_1.decode(bytes.rewind()).toString(),
                    "has a name that is not UTF-8");
        }
    }

    private void check(int disk, int type) {
        if (disk != 0) {
            throw Refused.entry(name, "lies on another disk");
        }
        if ((flags & ZipFields.ENCRYPTED) != 0) {
            throw Refused.entry(name, "is encrypted");
        }
        if (method != ZipFields.STORED && method != ZipFields.DEFLATED) {
            throw Refused.entry(name, "is compressed by method " + method + "; stored (0) and deflated (8) are read");
        }
        if (packed < 0 || unpacked < 0 || local < 0) {
            throw Refused.entry(name, "has sizes that no file has");
        }
        if (method == ZipFields.STORED && packed != unpacked) {
            throw Refused.entry(name, "is stored, but in " + packed + " bytes instead of " + unpacked);
        }
        if (isDirectory() && unpacked != 0) {
            throw Refused.entry(name, "is a directory, but has " + unpacked + " bytes");
        }
        // Whatever system the writer says it ran on: some write a mode and name another one.
        if (type != NO_TYPE && type != REGULAR && type != DIRECTORY) {
            throw Refused.entry(name, "is a link, device, pipe or socket");
        }
        if (type == DIRECTORY && !isDirectory()) {
            throw Refused.entry(name, "is marked as a directory, but has no slash at its end");
        }
    }
}
