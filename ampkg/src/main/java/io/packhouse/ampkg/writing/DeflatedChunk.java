package io.packhouse.ampkg.writing;

import java.util.zip.Deflater;

/** A part of a gzip member: the bytes to pack, those before them to refer to, and what they were packed to. */
final class DeflatedChunk {

    static final int SIZE = 256 * 1024;
    private static final int DICTIONARY = 32 * 1024;
    /** Deflate's worst case is 5 bytes for every 16 KiB that do not compress; the rest is what a flush takes. */
    private static final int PACKED = SIZE + SIZE / 1024 + 64;

    private final byte[] content = new byte[DICTIONARY + SIZE];
    private final byte[] packed = new byte[PACKED];
    private int dictionary;
    private int length;
    private int packedLength;

    /** Begins anew behind another chunk, which was filled. */
    void follow(DeflatedChunk before) {
        length = 0;
        dictionary = Math.min(DICTIONARY, before.length);
        System.arraycopy(before.content, DICTIONARY + before.length - dictionary, content, DICTIONARY - dictionary, dictionary);
    }

    /** Takes as much as fits. */
    int take(byte[] bytes, int offset, int count) {
        int taken = Math.min(count, SIZE - length);
        System.arraycopy(bytes, offset, content, DICTIONARY + length, taken);
        length += taken;
        return taken;
    }

    boolean isFull() {
        return length == SIZE;
    }

    byte[] packed() {
        return packed;
    }

    int packedLength() {
        return packedLength;
    }

    /**
     * Packs the content up to a whole byte.
     *
     * @param last
     *            whether the member's data end here
     */
    void pack(Deflater deflater, boolean last) {
        deflater.reset();
        if (dictionary > 0) {
            deflater.setDictionary(content, DICTIONARY - dictionary, dictionary);
        }
        deflater.setInput(content, DICTIONARY, length);
        if (last) {
            deflater.finish();
        }
        packedLength = deflater.deflate(packed, 0, packed.length, last ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH);
        if (packedLength == packed.length || last && !deflater.finished()) {
            throw new IllegalStateException("%d bytes packed to more than %d".formatted(length, packedLength));
        }
    }
}
