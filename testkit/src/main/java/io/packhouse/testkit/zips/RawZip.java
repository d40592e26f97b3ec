package io.packhouse.testkit.zips;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Consumer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Zips put together byte by byte, so that everything about them can be wrong. Numbers below 0 stand for the right ones. */
public final class RawZip {

    private final List<RawEntry> entries;
    public byte[] before = {};
    /** Whether offsets count from the file's beginning, or from the first entry's as in self-extracting files. */
    public boolean countBefore = true;
    public byte[] beforeDirectory = {};
    public byte[] beforeEnd = {};
    public byte[] comment = {};
    public byte[] behind = {};
    public int disk;
    public int count = -1;
    public int countHere = -1;
    public long directory = -1;
    public long directoryLength = -1;
    /** Whether there is a 64-bit end record, and what it adds to the number of entries and to its own place. */
    public boolean large;
    public long largeCount;
    public long largeRecord;

    private RawZip(List<RawEntry> entries) {
        this.entries = entries;
    }

    /** A good archive of {@code entries}, as far as these are. */
    public static RawZip of(RawEntry... entries) {
        return new RawZip(List.of(entries));
    }

    /** The same archive, after {@code change}. */
    public RawZip with(Consumer<RawZip> change) {
        change.accept(this);
        return this;
    }

    /** The file. */
    public byte[] bytes() {
        var out = new ByteArrayOutputStream();
        out.writeBytes(before);
        int zero = countBefore ? 0 : before.length;
        var central = new ByteArrayOutputStream();
        for (RawEntry entry : entries) {
            central.writeBytes(central(entry, entry.offset < 0 ? out.size() - zero : entry.offset));
            out.writeBytes(local(entry));
            out.writeBytes(entry.data);
            out.writeBytes(entry.behind);
        }
        out.writeBytes(beforeDirectory);
        int at = out.size() - zero;
        out.writeBytes(central.toByteArray());
        out.writeBytes(beforeEnd);
        int all = count < 0 ? entries.size() : count;
        if (large) {
            out.writeBytes(largeEnd(all + largeCount, central.size(), at, out.size() + largeRecord));
        }
        out.writeBytes(bytes(22, end -> end.putInt(0x06054b50).putShort((short) disk).putShort((short) disk)
                .putShort((short) (countHere < 0 ? all : countHere)).putShort((short) all)
                .putInt((int) (directoryLength < 0 ? central.size() : directoryLength))
                .putInt((int) (directory < 0 ? at : directory)).putShort((short) comment.length)));
        out.writeBytes(comment);
        out.writeBytes(behind);
        return out.toByteArray();
    }

    private static byte[] largeEnd(long count, long length, long directory, long record) {
        return bytes(76, end -> end.putInt(0x06064b50).putLong(44).putShort((short) 45).putShort((short) 45).putInt(0)
                .putInt(0).putLong(count).putLong(count).putLong(length).putLong(directory).putInt(0x07064b50).putInt(0)
                .putLong(record).putInt(1));
    }

    private static byte[] local(RawEntry entry) {
        return bytes(30 + entry.localName.length + entry.localExtra.length,
                buffer -> buffer.putInt(entry.signature).putShort((short) 20).putShort((short) entry.localFlags)
                        .putShort((short) entry.localMethod).putInt(0x00210000).putInt(entry.localCrc)
                        .putInt((int) entry.localPacked).putInt((int) entry.localUnpacked)
                        .putShort((short) entry.localName.length).putShort((short) entry.localExtra.length)
                        .put(entry.localName).put(entry.localExtra));
    }

    private static byte[] central(RawEntry entry, long offset) {
        return bytes(46 + entry.name.length + entry.extra.length + entry.comment.length,
                buffer -> buffer.putInt(entry.centralSignature).putShort((short) entry.madeBy).putShort((short) 20)
                        .putShort((short) entry.flags).putShort((short) entry.method).putInt(0x00210000).putInt(entry.crc)
                        .putInt((int) entry.packed).putInt((int) entry.unpacked).putShort((short) entry.name.length)
                        .putShort((short) entry.extra.length).putShort((short) entry.comment.length)
                        .putShort((short) entry.disk).putShort((short) 0).putInt(entry.attributes).putInt((int) offset)
                        .put(entry.name).put(entry.extra).put(entry.comment));
    }

    /** An extra field. */
    public static byte[] extra(int id, byte[] content) {
        return bytes(4 + content.length,
                buffer -> buffer.putShort((short) id).putShort((short) content.length).put(content));
    }

    /** The extra field with 64-bit numbers. */
    public static byte[] large(long... numbers) {
        return extra(1, bytes(Long.BYTES * numbers.length, buffer -> {
            for (long number : numbers) {
                buffer.putLong(number);
            }
        }));
    }

    /** Numbers as a zip has them. */
    public static byte[] bytes(int length, Consumer<ByteBuffer> content) {
        byte[] bytes = new byte[length];
        content.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        return bytes;
    }

    /** The bytes of a text of Latin letters. */
    public static byte[] latin(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
