package io.packhouse.archives;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import io.packhouse.archives.ZipFault.Kind;

/**
 * Unpacks an entry. Gives as many bytes as it declares, the last of them only after size, checksum and the end of the packed
 * data were found right. For one thread at a time.
 */
final class EntryStream extends InputStream {

    private final ArchiveEntry entry;
    private final InputStream packed;
    private final Inflater inflater;
    private final byte[] buffer;
    private final boolean isOwner;
    private final CRC32 crc = new CRC32();
    private long done;
    private boolean checked;

    private EntryStream(ArchiveEntry entry, Inflater inflater, byte[] buffer, boolean isOwner) {
        this.entry = entry;
        this.packed = entry.openPacked();
        this.inflater = inflater;
        this.buffer = buffer;
        this.isOwner = isOwner;
    }

    static EntryStream of(ArchiveEntry entry, int most) {
        return new EntryStream(entry, new Inflater(true), new byte[Math.clamp(entry.packedSize(), 1, most)], true);
    }

    /** With an inflater at its beginning and a buffer, which outlive the stream. */
    static EntryStream of(ArchiveEntry entry, Inflater inflater, byte[] buffer) {
        return new EntryStream(entry, inflater, buffer, false);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        int count = -1;
        if (done < entry.size()) {
            count = unpack(bytes, offset, (int) Math.min(length, entry.size() - done));
            if (count < 0) {
                throw refused(Kind.TOO_FEW_BYTES, entry.size(), done);
            }
            crc.update(bytes, offset, count);
            done += count;
        }
        if (done == entry.size() && !checked) {
            checkEnd();
            checked = true;
            entry.setVerified();
        }
        return count;
    }

    /** The next bytes of the content, or -1 at its end. */
    private int unpack(byte[] bytes, int offset, int length) throws IOException {
        if (!entry.isDeflated()) {
            return packed.read(bytes, offset, length);
        }
        try {
            while (!inflater.finished()) {
                int count = inflater.inflate(bytes, offset, length);
                if (count > 0) {
                    return count;
                }
                if (inflater.needsDictionary()) {
                    throw refused(Kind.DATA_DAMAGED);
                }
                if (inflater.needsInput() && !inflater.finished()) {
                    fill();
                }
            }
            return -1;
        } catch (DataFormatException e) {
            throw entry.refusals().of(ZipFault.in(entry.name(), Kind.DATA_DAMAGED), e);
        }
    }

    private void fill() throws IOException {
        int count = packed.read(buffer, 0, buffer.length);
        if (count < 0) {
            throw refused(Kind.DATA_CUT);
        }
        inflater.setInput(buffer, 0, count);
    }

    private void checkEnd() throws IOException {
        // Some writers declare empty entries as deflated, and give them no data at all.
        boolean isNothing = entry.size() == 0 && entry.packedSize() == 0;
        if (!isNothing && unpack(new byte[1], 0, 1) >= 0) {
            throw refused(Kind.TOO_MANY_BYTES, entry.size());
        }
        if (!isNothing && entry.isDeflated() && inflater.getBytesRead() != entry.packedSize()) {
            throw refused(Kind.DATA_BEHIND);
        }
        if ((int) crc.getValue() != entry.crc()) {
            throw refused(Kind.CHECKSUM);
        }
    }

    private RuntimeException refused(Kind kind, Object... values) {
        return entry.refusals().of(ZipFault.in(entry.name(), kind, values));
    }

    @Override
    public void close() {
        if (isOwner) {
            inflater.end();
        }
    }
}
