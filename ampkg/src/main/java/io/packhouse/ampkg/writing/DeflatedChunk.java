package io.packhouse.ampkg.writing;

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
        System.arraycopy(before.content, DICTIONARY + before.length - dictionary, content, DICTIONARY - dictionary,
                dictionary);
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
    void pack(ChunkDeflater deflater, boolean last) {
        packedLength = deflater.pack(content, dictionary, DICTIONARY, length, packed, last);
    }
}
