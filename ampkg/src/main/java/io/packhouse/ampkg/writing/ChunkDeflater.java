package io.packhouse.ampkg.writing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.Deflater;

/**
 * Packs parts of a deflate stream, each up to a whole byte. A full part that does not compress, as pictures and films do not, is
 * stored: found out by four samples in a fraction of the time that compressing it would take.
 */
final class ChunkDeflater implements AutoCloseable {

    private static final int SAMPLES = 4;
    private static final int SAMPLE = 4096;
    private static final int LARGEST_STORED = 0xffff;

    private final Deflater deflater;
    private final Deflater probe = new Deflater(Deflater.BEST_SPEED, true);
    private final byte[] sample = new byte[2 * SAMPLE];

    ChunkDeflater(int level) {
        deflater = new Deflater(level, true);
    }

    /**
     * Packs.
     *
     * @param content
     *            the part, and before it the bytes that it may refer to
     * @param dictionary
     *            how many bytes before {@code from} may be referred to
     * @param packed
     *            has room for the worst case
     * @param last
     *            whether the stream ends here
     * @return how many bytes it was packed to
     */
    int pack(byte[] content, int dictionary, int from, int length, byte[] packed, boolean last) {
        if (!last && doesNotCompress(content, from, length)) {
            return store(content, from, length, packed);
        }
        deflater.reset();
        if (dictionary > 0) {
            deflater.setDictionary(content, from - dictionary, dictionary);
        }
        deflater.setInput(content, from, length);
        if (last) {
            deflater.finish();
        }
        int count = deflater.deflate(packed, 0, packed.length, last ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH);
        if (count == packed.length || (last && !deflater.finished())) {
            throw new IllegalStateException("%d bytes packed to more than %d".formatted(length, packed.length));
        }
        return count;
    }

    private boolean doesNotCompress(byte[] content, int from, int length) {
        for (int i = 0; i < SAMPLES; i++) {
            probe.reset();
            probe.setInput(content, from + i * (length / SAMPLES), SAMPLE);
            probe.finish();
            if (probe.deflate(sample) < SAMPLE) {
                return false;
            }
        }
        return true;
    }

    private static int store(byte[] content, int from, int length, byte[] packed) {
        ByteBuffer blocks = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < length; at += LARGEST_STORED) {
            int count = Math.min(LARGEST_STORED, length - at);
            blocks.put((byte) 0).putShort((short) count).putShort((short) ~count).put(content, from + at, count);
        }
        return blocks.position();
    }

    @Override
    public void close() {
        deflater.close();
        probe.close();
    }
}
