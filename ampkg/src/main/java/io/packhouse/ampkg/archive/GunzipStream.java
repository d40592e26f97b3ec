package io.packhouse.ampkg.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import io.packhouse.ampkg.PackageException;

/**
 * Unpacks the members of a gzip file (RFC 1952), which are one stream, and ignores what follows the last one: the original pads
 * its files with zero bytes (reference, 1.1). A member that ends early is an error; its checksum and length are not compared,
 * as the original does not: the package's digest decides (decision 171).
 */
final class GunzipStream implements AutoCloseable {

    private static final int DEFLATED = 8;
    private static final int CHECKSUM_OF_HEADER = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xe0;
    private static final int TRAILER = 8;

    private final PackedBytes packed;
    private final Inflater inflater = new Inflater(true);
    private boolean inMember;
    private boolean ended;

    GunzipStream(InputStream file, long limit) throws PackageException, IOException {
        packed = new PackedBytes(file, limit);
        if (!startMember()) {
            throw new PackageException("wrong package format: a package begins with 1f 8b 08, the mark of gzip");
        }
    }

    /** Reads some bytes, at least one; -1 at the end. */
    int read(byte[] bytes, int offset, int length) throws PackageException, IOException {
        while (!ended) {
            if (!inMember && !startMember()) {
                ended = true;
                return -1;
            }
            int count = inflate(bytes, offset, length);
            if (count > 0) {
                return count;
            }
            if (inflater.finished()) {
                packed.position(inflater.getRemaining());
                packed.skip(TRAILER);
                inMember = false;
            } else if (inflater.needsInput()) {
                packed.fillOrFail();
                inflater.setInput(packed.buffer(), packed.at(), packed.available());
            } else {
                throw new PackageException("damaged gzip data: the packed data refer to a dictionary");
            }
        }
        return -1;
    }

    /** Reads the file to its end, so that whoever counts or digests it beside us has seen all of it. */
    void drain() throws PackageException, IOException {
        ended = true;
        packed.drain();
    }

    private int inflate(byte[] bytes, int offset, int length) throws PackageException {
        try {
            return inflater.inflate(bytes, offset, length);
        } catch (DataFormatException e) {
            throw new PackageException("damaged gzip data: " + e.getMessage(), e);
        }
    }

    /** Whether a member begins here; if not, everything from here on is ignored. */
    private boolean startMember() throws PackageException, IOException {
        if (!packed.startsWith(0x1f, 0x8b, DEFLATED)) {
            return false;
        }
        packed.skip(3);
        int flags = packed.next();
        if ((flags & RESERVED) != 0) {
            throw new PackageException("damaged gzip header: reserved flags are set");
        }
        packed.skip(6);
        if ((flags & EXTRA) != 0) {
            packed.skip(packed.next() | (packed.next() << 8));
        }
        if ((flags & NAME) != 0) {
            packed.skipText();
        }
        if ((flags & COMMENT) != 0) {
            packed.skipText();
        }
        if ((flags & CHECKSUM_OF_HEADER) != 0) {
            packed.skip(2);
        }
        inflater.reset();
        inflater.setInput(packed.buffer(), packed.at(), packed.available());
        inMember = true;
        return true;
    }

    @Override
    public void close() {
        inflater.close();
    }
}
