package io.packhouse.testkit.zips;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * An entry of a {@link RawZip}: every field of both headers can be made wrong by itself. Those that begin with {@code local}
 * stand in the header before the data, the others in the central directory.
 */
public final class RawEntry {

    public byte[] name;
    public byte[] localName;
    public int flags;
    public int localFlags;
    public int method;
    public int localMethod;
    public int crc;
    public int localCrc;
    public long packed;
    public long localPacked;
    public long unpacked;
    public long localUnpacked;
    public byte[] extra = {};
    public byte[] localExtra = {};
    public byte[] comment = {};
    public int disk;
    /** The upper half is a Unix mode. */
    public int attributes;
    public int madeBy = 3 << 8 | 20;
    public byte[] data;
    /** What stands between the data and the next entry. */
    public byte[] behind = {};
    public int signature = 0x04034b50;
    public int centralSignature = 0x02014b50;
    /** Where the central directory says it lies; negative: where it does. */
    public long offset = -1;

    private RawEntry(String name, byte[] content, boolean deflate) {
        this.name = name.getBytes(UTF_8);
        this.localName = this.name;
        this.data = deflate ? deflated(content) : content;
        this.method = deflate ? 8 : 0;
        this.localMethod = method;
        var checksum = new CRC32();
        checksum.update(content);
        crc = (int) checksum.getValue();
        localCrc = crc;
        packed = data.length;
        localPacked = packed;
        unpacked = content.length;
        localUnpacked = unpacked;
    }

    /** A good entry that is not compressed. */
    public static RawEntry stored(String name, String content) {
        return new RawEntry(name, content.getBytes(UTF_8), false);
    }

    /** A good entry that is compressed as hard as possible. */
    public static RawEntry deflated(String name, String content) {
        return new RawEntry(name, content.getBytes(UTF_8), true);
    }

    /** Likewise, of any bytes. */
    public static RawEntry deflated(String name, byte[] content) {
        return new RawEntry(name, content, true);
    }

    /** The same entry, after {@code change}. */
    public RawEntry with(Consumer<RawEntry> change) {
        change.accept(this);
        return this;
    }

    /** With the same name, given as bytes, in both headers. */
    public RawEntry named(byte[] bytes) {
        name = bytes;
        localName = bytes;
        return this;
    }

    /** With the same flags in both headers. */
    public RawEntry flagged(int both) {
        flags = both;
        localFlags = both;
        return this;
    }

    /** With a Unix mode, its type included. */
    public RawEntry mode(int mode) {
        attributes = mode << 16;
        return this;
    }

    /** With sizes and checksum behind the data only. */
    public RawEntry described(boolean signed) {
        flagged(flags | 8);
        localCrc = 0;
        localPacked = 0;
        localUnpacked = 0;
        behind = RawZip.bytes(signed ? 16 : 12, buffer -> {
            if (signed) {
                buffer.putInt(0x08074b50);
            }
            buffer.putInt(crc).putInt((int) packed).putInt((int) unpacked);
        });
        return this;
    }

    private static byte[] deflated(byte[] content) {
        try (var deflater = new Deflater(9, true)) {
            deflater.setInput(content);
            deflater.finish();
            byte[] buffer = new byte[content.length + 1000];
            return Arrays.copyOf(buffer, deflater.deflate(buffer));
        }
    }
}
