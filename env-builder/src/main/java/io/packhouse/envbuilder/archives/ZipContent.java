package io.packhouse.envbuilder.archives;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Unpacks one entry, never to more bytes than it declares. For one thread. */
final class ZipContent {

    private static final int STEP = 16 * 1024;

    private final ArchiveFile file;
    private final ZipRecord entry;
    private final OutputStream out;
    private final CRC32 checksum = new CRC32();
    private long at;
    private final long end;
    private long written;

    private ZipContent(ArchiveFile file, ZipArchive.Entry entry, OutputStream out) {
        this.file = file;
        this.entry = entry.record();
        this.out = out;
        this.at = entry.offset();
        this.end = at + this.entry.packed();
    }

    /**
     * Writes the content of {@code entry} to {@code out}.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code UPSTREAM} when its data is damaged, or is more or less than it declares; a part may have been written
     */
    static void write(ArchiveFile file, ZipArchive.Entry entry, OutputStream out) throws IOException {
        new ZipContent(file, entry, out).write();
    }

    private void write() throws IOException {
        if (entry.method() == ZipFields.STORED) {
            while (at < end) {
                byte[] bytes = next();
                take(bytes, bytes.length);
            }
        } else {
            inflate();
        }
        if (written != entry.unpacked()) {
            throw Refused.entry(entry.name(), "unpacks to " + written + " bytes instead of " + entry.unpacked());
        }
        if ((int) checksum.getValue() != entry.crc()) {
            throw Refused.entry(entry.name(), "has another checksum than it declares");
        }
    }

    private void inflate() throws IOException {
        byte[] buffer = new byte[STEP];
        try (var inflater = new Inflater(true)) {
            while (!inflater.finished()) {
                if (inflater.needsInput()) {
                    if (at == end) {
                        throw Refused.entry(entry.name(), "has data that ends too early");
                    }
                    inflater.setInput(next());
                }
                take(buffer, inflater.inflate(buffer));
            }
            if (at != end || inflater.getRemaining() != 0) {
                throw Refused.entry(entry.name(), "has bytes behind its data");
            }
        } catch (DataFormatException e) {
            throw Refused.entry(entry.name(), "has damaged data");
        }
    }

    private byte[] next() throws IOException {
        byte[] bytes = file.bytes(at, (int) Math.min(STEP, end - at));
        at += bytes.length;
        return bytes;
    }

    private void take(byte[] bytes, int count) throws IOException {
        written += count;
        if (written > entry.unpacked()) {
            throw Refused.entry(entry.name(), "unpacks to more than the " + entry.unpacked() + " bytes that it declares");
        }
        checksum.update(bytes, 0, count);
        out.write(bytes, 0, count);
    }
}
