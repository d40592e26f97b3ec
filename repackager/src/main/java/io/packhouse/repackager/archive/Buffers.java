package io.packhouse.repackager.archive;

import java.util.zip.Deflater;

/** What packing needs and every entry of an archive uses again. For one thread. */
final class Buffers implements AutoCloseable {

    /** What {@code cfx} and most writers of zips use, zlib's own default; written out, so that no default changes our bytes. */
    private static final int LEVEL = 6;
    private static final int SIZE = 64 * 1024;

    private final Deflater deflater = new Deflater(LEVEL, true);
    private final byte[] first = new byte[SIZE];
    private final byte[] second = new byte[SIZE];

    /** A deflater at its beginning; the one before is at its end. */
    Deflater deflater() {
        deflater.reset();
        return deflater;
    }

    byte[] first() {
        return first;
    }

    byte[] second() {
        return second;
    }

    @Override
    public void close() {
        deflater.end();
    }
}
