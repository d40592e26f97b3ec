package io.packhouse.archives;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import io.packhouse.archives.ZipFault.Kind;

import static io.packhouse.archives.ZipFields.u16;

/**
 * The extra fields of a header: those that would give an entry another name, and the 64-bit numbers that the header itself
 * leaves out, in their order. For one thread.
 */
final class ExtraFields {

    /** A version and the checksum of the header's own name. */
    private static final int BEFORE_PATH = 5;

    private final String name;
    private final ZipRules rules;
    private @Nullable ByteBuffer numbers;

    private ExtraFields(String name, ZipRules rules) {
        this.name = name;
        this.rules = rules;
    }

    /** Up to three bytes may be left at the end, as tools that align data leave them. */
    static ExtraFields read(String name, ByteBuffer extra, ZipRules rules) {
        var read = new ExtraFields(name, rules);
        ByteBuffer fields = extra.order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; fields.capacity() - at >= ZipFields.EXTRA_SIZE;) {
            int id = u16(fields, at);
            int length = u16(fields, at + 2);
            at += ZipFields.EXTRA_SIZE;
            if (length > fields.capacity() - at) {
                throw rules.refuse(name, Kind.EXTRA_FIELDS_DAMAGED);
            }
            read.add(id, fields.slice(at, length).order(ByteOrder.LITTLE_ENDIAN));
            at += length;
        }
        return read;
    }

    private void add(int id, ByteBuffer field) {
        if (id == ZipFields.ZIP64_EXTRA) {
            if (!rules.tolerates(Tolerance.ZIP64)) {
                throw rules.refuse(Kind.ZIP64);
            }
            if (numbers != null) {
                throw rules.refuse(name, Kind.ZIP64_SIZES_TWICE);
            }
            numbers = field;
        }
        if (id == ZipFields.UNICODE_PATH_EXTRA && !rules.tolerates(Tolerance.OTHER_NAMES) && !isPath(field)) {
            throw rules.refuse(name, Kind.OTHER_NAME);
        }
    }

    private boolean isPath(ByteBuffer field) {
        return field.capacity() >= BEFORE_PATH && field.slice(BEFORE_PATH, field.capacity() - BEFORE_PATH)
                .equals(ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8)));
    }

    /** {@code small}, or the next 64-bit number where that says to look here. */
    long number(long small) {
        if (small != ZipFields.NO_NUMBER || !rules.tolerates(Tolerance.ZIP64)) {
            return small;
        }
        if (numbers == null || numbers.remaining() < Long.BYTES) {
            throw rules.refuse(name, Kind.ZIP64_SIZES_MISSING);
        }
        return numbers.getLong();
    }
}
