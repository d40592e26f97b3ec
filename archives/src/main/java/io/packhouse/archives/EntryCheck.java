package io.packhouse.archives;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;

/** Unpacks one entry after the other to nowhere, with the same buffers. For one thread. */
public final class EntryCheck implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final Inflater inflater = new Inflater(true);
    private final byte[] packed = new byte[BUFFER];
    private final byte[] unpacked = new byte[BUFFER];

    /** Refuses an entry that is not what its headers say, as reading it would. */
    public void check(ArchiveEntry entry) throws IOException {
        inflater.reset();
        try (InputStream in = EntryStream.of(entry, inflater, packed)) {
            int count = 0;
            while (count >= 0) {
                count = in.read(unpacked);
            }
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
