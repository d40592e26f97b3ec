package io.packhouse.envbuilder.archives;

import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

import static java.nio.charset.StandardCharsets.UTF_8;

/** An entry of a {@link RawZip}: every field of both headers can be made wrong by itself. */
final class RawEntry {

    byte[] name;
    byte[] localName;
    int flags;
    int localFlags;
    int method;
    int localMethod;
    int crc;
    int localCrc;
    long packed;
    long localPacked;
    long unpacked;
    long localUnpacked;
    byte[] extra = {};
    byte[] localExtra = {};
    byte[] comment = {};
    int disk;
    /** The upper half is a Unix mode. */
    int attributes;
    int madeBy = 3 << 8 | 20;
    byte[] data;
    /** What stands between the data and the next entry. */
    byte[] behind = {};
    int signature = 0x04034b50;
    int centralSignature = 0x02014b50;
    /** Where the central directory says it lies; negative: where it does. */
    long offset = -1;

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

    static RawEntry stored(String name, String content) {
        return new RawEntry(name, content.getBytes(UTF_8), false);
    }

    static RawEntry deflated(String name, String content) {
        return new RawEntry(name, content.getBytes(UTF_8), true);
    }

    static RawEntry deflated(String name, byte[] content) {
        return new RawEntry(name, content, true);
    }

    RawEntry with(Consumer<RawEntry> change) {
        change.accept(this);
        return this;
    }

    /** With the same name, given as bytes, in both headers. */
    RawEntry named(byte[] bytes) {
        name = bytes;
        localName = bytes;
        return this;
    }

    RawEntry flagged(int both) {
        flags = both;
        localFlags = both;
        return this;
    }

    RawEntry mode(int mode) {
        attributes = mode << 16;
        return this;
    }

    /** With sizes and checksum behind the data only. */
    RawEntry described(boolean signed) {
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

    static byte[] deflated(byte[] content) {
        try (var deflater = new Deflater(9, true)) {
            deflater.setInput(content);
            deflater.finish();
            byte[] buffer = new byte[content.length + 1000];
            return java.util.Arrays.copyOf(buffer, deflater.deflate(buffer));
        }
    }
}
