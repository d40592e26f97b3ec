package io.packhouse.repackager.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * An entry of another archive, whose packed bytes are copied as they are. They are unpacked on the way, to nowhere, so that
 * nothing is handed on that lies about its size or its checksum: a tenth of what deflating costs.
 *
 * @param buffers
 *            shared by all entries of one archive
 */
record CopiedContent(XpiEntry entry, Buffers buffers) implements PackedContent {

    @Override
    public int method() {
        return entry.deflated() ? ZipFields.DEFLATED : ZipFields.STORED;
    }

    @Override
    public int crc() {
        return entry.crc();
    }

    @Override
    public long packed() {
        return entry.packedSize();
    }

    @Override
    public long unpacked() {
        return entry.size();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        var check = new Check();
        byte[] buffer = buffers.first();
        try (InputStream in = entry.openPacked()) {
            for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                check.add(buffer, count);
                out.write(buffer, 0, count);
            }
        }
        check.end();
    }

    /** Follows the data that is copied. */
    private final class Check {
        private final Inflater inflater = buffers.inflater();
        private final CRC32 crc = new CRC32();
        private long size;

        void add(byte[] packed, int count) throws ZipException {
            if (entry.deflated()) {
                inflate(packed, count);
            } else {
                unpacked(packed, count);
            }
        }

        private void inflate(byte[] packed, int count) throws ZipException {
            inflater.setInput(packed, 0, count);
            try {
                byte[] scratch = buffers.second();
                for (int made = inflater.inflate(scratch); made > 0; made = inflater.inflate(scratch)) {
                    unpacked(scratch, made);
                }
            } catch (DataFormatException damaged) {
                var cause = new ZipException(damaged.getMessage());
                cause.initCause(damaged);
                throw Refusal.undeflatable(entry.name(), cause);
            }
            if (inflater.needsDictionary() || inflater.getRemaining() > 0) {
                throw EntryStream.endsElsewhere(entry);
            }
        }

        private void unpacked(byte[] bytes, int count) {
            size += count;
            if (size > entry.size()) {
                throw EntryStream.tooMany(entry);
            }
            crc.update(bytes, 0, count);
        }

        void end() {
            if (entry.deflated() && !inflater.finished()) {
                throw EntryStream.endsElsewhere(entry);
            }
            if (size < entry.size()) {
                throw EntryStream.tooFew(entry);
            }
            if ((int) crc.getValue() != entry.crc()) {
                throw EntryStream.wrongChecksum(entry);
            }
        }
    }
}
