package io.packhouse.repackager.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

import io.packhouse.contracts.FailureException;

/**
 * Unpacks an entry. Gives as many bytes as it declares, the last of them only after size, checksum and the end of the packed
 * data were found right. For one thread at a time.
 */
final class EntryStream extends InputStream {

    private static final int BUFFER = 16 * 1024;

    private final XpiEntry entry;
    private final Inflater inflater = new Inflater(true);
    private final InputStream in;
    private final CRC32 crc = new CRC32();
    private long done;
    private boolean checked;

    EntryStream(XpiEntry entry) {
        this.entry = entry;
        InputStream packed = entry.openPacked();
        int buffer = Math.clamp(entry.packedSize(), 1, BUFFER);
        this.in = entry.deflated() ? new InflaterInputStream(packed, inflater, buffer) : packed;
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
                throw tooFew(entry);
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

    private int unpack(byte[] bytes, int offset, int length) throws IOException {
        try {
            return in.read(bytes, offset, length);
        } catch (ZipException damaged) {
            throw Refusal.undeflatable(entry.name(), damaged);
        } catch (EOFException tooEarly) {
            return -1;
        }
    }

    private void checkEnd() throws IOException {
        // Some writers declare empty entries as deflated, and give them no data at all.
        boolean nothing = entry.size() == 0 && entry.packedSize() == 0;
        if (!nothing && unpack(new byte[1], 0, 1) >= 0) {
            throw tooMany(entry);
        }
        if (!nothing && entry.deflated() && (!inflater.finished() || inflater.getBytesRead() != entry.packedSize())) {
            throw endsElsewhere(entry);
        }
        if ((int) crc.getValue() != entry.crc()) {
            throw wrongChecksum(entry);
        }
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }

    static FailureException tooFew(XpiEntry entry) {
        return Refusal.broken(entry.name(), "unpacks to fewer bytes than the " + entry.size() + " that it declares");
    }

    static FailureException tooMany(XpiEntry entry) {
        return Refusal.broken(entry.name(), "unpacks to more bytes than the " + entry.size() + " that it declares");
    }

    static FailureException endsElsewhere(XpiEntry entry) {
        return Refusal.broken(entry.name(), "has packed data that ends elsewhere than declared");
    }

    static FailureException wrongChecksum(XpiEntry entry) {
        return Refusal.broken(entry.name(), "does not have the checksum that it declares");
    }
}
