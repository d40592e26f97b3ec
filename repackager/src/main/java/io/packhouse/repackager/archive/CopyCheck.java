package io.packhouse.repackager.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/** Unpacks one entry after the other to nowhere, with the same buffers. For one thread. */
final class CopyCheck implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] packed = new byte[BUFFER];
    private final byte[] unpacked = new byte[BUFFER];
    private long size;

    /** Refuses an entry that is not what its headers say. */
    void check(XpiEntry entry) throws IOException {
        inflater.reset();
        crc.reset();
        size = 0;
        try (InputStream in = entry.openPacked()) {
            for (int count = in.read(packed); count > 0; count = in.read(packed)) {
                if (entry.deflated()) {
                    inflate(entry, count);
                } else {
                    add(entry, packed, count);
                }
            }
        }
        if (entry.deflated() && !inflater.finished()) {
            throw EntryStream.endsElsewhere(entry);
        }
        if (size < entry.size()) {
            throw EntryStream.tooFew(entry);
        }
        if ((int) crc.getValue() != entry.crc()) {
            throw EntryStream.wrongChecksum(entry);
        }
        entry.setVerified();
    }

    private void inflate(XpiEntry entry, int count) throws ZipException {
        inflater.setInput(packed, 0, count);
        try {
            for (int made = inflater.inflate(unpacked); made > 0; made = inflater.inflate(unpacked)) {
                add(entry, unpacked, made);
            }
        } catch (DataFormatException damaged) {
            var cause = new ZipException(damaged.getMessage());
            cause.initCause(damaged);
            throw Refusal.undeflatable(entry.name(), cause);
        }
        if (inflater.getRemaining() > 0) {
            throw EntryStream.endsElsewhere(entry);
        }
    }

    private void add(XpiEntry entry, byte[] bytes, int count) {
        size += count;
        if (size > entry.size()) {
            throw EntryStream.tooMany(entry);
        }
        crc.update(bytes, 0, count);
    }

    @Override
    public void close() {
        inflater.end();
    }
}
