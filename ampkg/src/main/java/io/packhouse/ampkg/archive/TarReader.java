package io.packhouse.ampkg.archive;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

import io.packhouse.ampkg.PackageException;

/**
 * Reads the entries of a tar from the front to the end. Everything that is unpacked counts against the limit, what follows the
 * end of the archive too; an entry that declares more than is left is refused before its data are read.
 */
final class TarReader implements AutoCloseable {

    private final GunzipStream unpacked;
    private final long limit;
    private final byte[] block = new byte[TarHeader.BLOCK];
    private long count;
    /** Bytes of the current entry that were not read yet, and of the zeroes that fill its last block. */
    private long left;
    private int padding;
    private boolean first = true;

    TarReader(GunzipStream unpacked, long limit) {
        this.unpacked = unpacked;
        this.limit = limit;
    }

    /** The next entry; null at the end. What was not read of the one before is skipped. */
    @Nullable
    TarHeader next() throws PackageException, IOException {
        var extensions = new TarExtensions();
        while (true) {
            finishEntry();
            if (!readBlock()) {
                if (extensions.isPending()) {
                    throw new PackageException("truncated tar archive: it ends between an extended header and its entry");
                }
                readToEnd();
                return null;
            }
            TarHeader header = TarHeader.read(block);
            if (!TarExtensions.isExtension(header.type())) {
                TarHeader entry = extensions.apply(header);
                start(entry.size());
                return entry;
            }
            extensions.accept(header);
            start(header.size());
            byte[] data = new byte[(int) header.size()];
            if (read(data, 0, data.length) < data.length) {
                throw truncated();
            }
            extensions.read(header.type(), data);
        }
    }

    /** Reads of the current entry's data, as much as there are and fit. */
    int read(byte[] bytes, int offset, int length) throws PackageException, IOException {
        int wanted = (int) Math.min(length, left);
        int got = fill(bytes, offset, wanted);
        if (got < wanted) {
            throw truncated();
        }
        left -= got;
        return got;
    }

    private void start(long size) throws PackageException {
        if (size > limit - count) {
            throw tooLarge();
        }
        left = size;
        padding = (int) (-size & (TarHeader.BLOCK - 1));
    }

    private void finishEntry() throws PackageException, IOException {
        while (left > 0) {
            read(block, 0, block.length);
        }
        // An archive that ends within the zeroes behind its last entry has lost nothing.
        fill(block, 0, padding);
        padding = 0;
    }

    /** Whether there is another header: no end of the stream, and no zeroes, which end the archive. */
    private boolean readBlock() throws PackageException, IOException {
        int got = fill(block, 0, block.length);
        if (first) {
            first = false;
            if (got >= 2 && (block[0] & 0xff) == 0x1f && (block[1] & 0xff) == 0x8b) {
                throw new PackageException("wrong package format: gzip within gzip, where a tar archive should be");
            }
        }
        if (got == 0) {
            return false;
        }
        if (got < block.length) {
            throw truncated();
        }
        return !TarHeader.isZero(block);
    }

    /** What fills the last record of the archive, and the rest of the file: none of it is looked at, but it must unpack. */
    private void readToEnd() throws PackageException, IOException {
        byte[] rest = new byte[16 * 1024];
        while (fill(rest, 0, rest.length) > 0) {
            // Counted against the limit.
        }
        unpacked.drain();
    }

    private int fill(byte[] bytes, int offset, int length) throws PackageException, IOException {
        int got = 0;
        while (got < length) {
            int read = unpacked.read(bytes, offset + got, length - got);
            if (read < 0) {
                break;
            }
            got += read;
        }
        count += got;
        if (count > limit) {
            throw tooLarge();
        }
        return got;
    }

    private PackageException tooLarge() {
        return new PackageException("the package is too large when unpacked: more than the " + limit + " bytes allowed");
    }

    private static PackageException truncated() {
        return new PackageException("truncated tar archive: it ends within an entry");
    }

    @Override
    public void close() {
        unpacked.close();
    }
}
