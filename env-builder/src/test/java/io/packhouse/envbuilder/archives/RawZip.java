package io.packhouse.envbuilder.archives;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/** Zips put together byte by byte, so that everything about them can be wrong. */
final class RawZip {

    List<RawEntry> entries;
    byte[] before = {};
    byte[] beforeList = {};
    byte[] beforeEnd = {};
    byte[] comment = {};
    byte[] behind = {};
    int disk;
    int count = -1;
    int countHere = -1;
    long list = -1;
    long listLength = -1;
    /** Whether there is a 64-bit end record, and what it adds to the number of entries. */
    boolean large;
    long largeCount;
    long largeRecord;

    private RawZip(List<RawEntry> entries) {
        this.entries = entries;
    }

    static RawZip of(RawEntry... entries) {
        return new RawZip(List.of(entries));
    }

    RawZip with(Consumer<RawZip> change) {
        change.accept(this);
        return this;
    }

    byte[] bytes() {
        var out = new ByteArrayOutputStream();
        out.writeBytes(before);
        var central = new ByteArrayOutputStream();
        for (RawEntry entry : entries) {
            central.writeBytes(central(entry, entry.offset < 0 ? out.size() : entry.offset));
            out.writeBytes(local(entry));
            out.writeBytes(entry.data);
            out.writeBytes(entry.behind);
        }
        out.writeBytes(beforeList);
        int at = out.size();
        out.writeBytes(central.toByteArray());
        out.writeBytes(beforeEnd);
        int all = count < 0 ? entries.size() : count;
        if (large) {
            long record = out.size() + largeRecord;
            out.writeBytes(bytes(76, end -> end.putInt(0x06064b50).putLong(44).putShort((short) 45).putShort((short) 45)
                    .putInt(0).putInt(0).putLong(all + largeCount).putLong(all + largeCount).putLong(central.size())
                    .putLong(at)
                    .putInt(0x07064b50).putInt(0).putLong(record).putInt(1)));
        }
        out.writeBytes(bytes(22, end -> end.putInt(0x06054b50).putShort((short) disk).putShort((short) disk)
                .putShort((short) (countHere < 0 ? all : countHere)).putShort((short) all)
                .putInt((int) (listLength < 0 ? central.size() : listLength)).putInt((int) (list < 0 ? at : list))
                .putShort((short) comment.length)));
        out.writeBytes(comment);
        out.writeBytes(behind);
        return out.toByteArray();
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
    static byte[] extra(int id, byte[] content) {
        return bytes(4 + content.length,
                buffer -> buffer.putShort((short) id).putShort((short) content.length).put(content));
    }

    /** The extra field with 64-bit numbers. */
    static byte[] large(long... numbers) {
        return extra(1, bytes(8 * numbers.length, buffer -> {
            for (long number : numbers) {
                buffer.putLong(number);
            }
        }));
    }

    /** Numbers as a zip has them. */
    static byte[] bytes(int length, Consumer<ByteBuffer> content) {
        byte[] bytes = new byte[length];
        content.accept(ZipFields.over(bytes));
        return bytes;
    }
}
