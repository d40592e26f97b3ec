package io.packhouse.installerbuilder.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Reads a tar once from front to end, checks every entry, and passes on all bytes before the end-of-archive blocks as they
 * are. For one archive and one thread.
 */
final class TarScan {

    private final InputStream tar;
    private final OutputStream entries;
    private final BaseLimits limits;
    private final Layout layout;
    private final TarExtensions extensions = new TarExtensions();
    private final byte[] block = new byte[TarHeader.BLOCK];
    private long length;
    private long consumed;

    /**
     * A scan that was not begun.
     *
     * @param tar
     *            the archive, unpacked
     * @param entries
     *            takes its bytes up to the end-of-archive blocks; not closed
     */
    TarScan(InputStream tar, OutputStream entries, BaseLimits limits) {
        this.tar = tar;
        this.entries = entries;
        this.limits = limits;
        this.layout = new Layout(limits, true);
    }

    /**
     * Scans.
     *
     * @return how many bytes were passed on, a multiple of 512
     */
    long run() throws IOException, BrokenBaseException {
        readBlock();
        while (!TarHeader.isZero(block)) {
            TarHeader header = TarHeader.read(block);
            pass();
            if (TarExtensions.isExtension(header.type())) {
                readExtension(header);
            } else {
                readEntry(extensions.apply(header));
            }
            readBlock();
        }
        if (extensions.isPending()) {
            throw new BrokenBaseException("ends with a header that speaks about an entry that does not come");
        }
        drain();
        layout.checkInnerDirectory();
        layout.checkInnerFiles();
        return length;
    }

    private void readExtension(TarHeader header) throws IOException, BrokenBaseException {
        if (header.size() > TarExtensions.LIMIT) {
            throw new BrokenBaseException("has an extended header of " + header.size() + " bytes; at most "
                    + TarExtensions.LIMIT + " are read");
        }
        byte[] data = new byte[(int) header.size()];
        for (int at = 0; at < data.length; at += TarHeader.BLOCK) {
            readBlock();
            System.arraycopy(block, 0, data, at, Math.min(TarHeader.BLOCK, data.length - at));
            pass();
        }
        extensions.read(header.type(), data);
    }

    private void readEntry(TarHeader entry) throws IOException, BrokenBaseException {
        switch (entry.type()) {
            case '0' -> layout.add(entry.name(), Layout.Kind.FILE);
            case '5' -> layout.add(entry.name(), Layout.Kind.DIRECTORY);
            case '2' -> layout.addSymbolicLink(entry.name(), entry.link());
            case '1' -> layout.addHardLink(entry.name(), entry.link());
            default -> throw new BrokenBaseException("has an entry of the unsupported type '" + entry.type() + "': "
                    + BrokenBaseException.shown(entry.name()));
        }
        if (entry.type() != '0' && entry.size() != 0) {
            throw new BrokenBaseException("has data behind an entry that can have none: "
                    + BrokenBaseException.shown(entry.name()));
        }
        for (long left = entry.size(); left > 0; left -= TarHeader.BLOCK) {
            readBlock();
            pass();
        }
    }

    private void readBlock() throws IOException, BrokenBaseException {
        if (tar.readNBytes(block, 0, block.length) < block.length) {
            throw new EOFException("the tar ends before its end-of-archive blocks");
        }
        count(block.length);
    }

    private void pass() throws IOException {
        entries.write(block);
        length += block.length;
    }

    /** Reads on to the end of the compressed stream, so that a damaged end is seen; what lies there, no reader sees. */
    private void drain() throws IOException, BrokenBaseException {
        byte[] rest = new byte[64 * 1024];
        for (int read = tar.read(rest); read > 0; read = tar.read(rest)) {
            count(read);
        }
    }

    private void count(int read) throws BrokenBaseException {
        consumed += read;
        limits.checkUnpacked(consumed);
    }
}
