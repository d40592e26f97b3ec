package io.packhouse.repackager.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import static io.packhouse.repackager.archive.ZipFields.u16;

/** Looks at the extra fields of a header for those that would give an entry another size or another name. */
final class ExtraFields {

    private static final int HEADER = 4;
    /** A version and the checksum of the header's own name. */
    private static final int BEFORE_PATH = 5;

    private ExtraFields() {
    }

    /** Up to three bytes may be left at the end, as tools that align data leave them. */
    static void check(String name, ByteBuffer extra) {
        ByteBuffer fields = extra.order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; fields.capacity() - at >= HEADER;) {
            int id = u16(fields, at);
            int length = u16(fields, at + 2);
            at += HEADER;
            if (length > fields.capacity() - at) {
                throw Refusal.broken(name, "has damaged extra fields");
            }
            if (id == ZipFields.ZIP64_EXTRA) {
                throw Refusal.zip64();
            }
            if (id == ZipFields.UNICODE_PATH_EXTRA && !isPath(name, fields.slice(at, length))) {
                throw Refusal.broken(name, "has another name in an extra field");
            }
            at += length;
        }
    }

    private static boolean isPath(String name, ByteBuffer field) {
        return field.capacity() >= BEFORE_PATH && field.slice(BEFORE_PATH, field.capacity() - BEFORE_PATH)
                .equals(ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8)));
    }
}
