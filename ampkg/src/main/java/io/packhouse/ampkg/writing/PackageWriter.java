package io.packhouse.ampkg.writing;

import java.io.IOException;
import java.io.OutputStream;

import io.packhouse.ampkg.archive.ArchiveEntry;
import io.packhouse.ampkg.archive.ArchiveEntry.Kind;
import io.packhouse.ampkg.archive.PayloadSink;
import io.packhouse.ampkg.document.PackageFooter;
import io.packhouse.ampkg.document.PackageHeader;

/**
 * Writes a package as one gzip member: header in the newest format, payload in the given order, then footers. Of modes only the
 * owner's right to execute is kept, of owners and times nothing. The same content gives the same bytes.
 */
public final class PackageWriter implements PayloadSink, AutoCloseable {

    private static final int FILE = 0400;
    private static final int EXECUTABLE = 0500;
    private static final byte[] ZEROES = new byte[2 * TarBlocks.BLOCK];

    private final GzipWriter gzip;

    /**
     * Begins a package.
     *
     * @param out
     *            is never closed
     * @param level
     *            of compression, 1 to 9
     */
    public PackageWriter(OutputStream out, int level) throws IOException {
        gzip = new GzipWriter(out, level);
    }

    @Override
    public void header(PackageHeader header) throws IOException {
        document(PackageHeader.ENTRY, header.write());
    }

    @Override
    public void begin(ArchiveEntry entry) throws IOException {
        boolean directory = entry.kind() == Kind.DIRECTORY;
        write(TarBlocks.header(directory ? entry.name() + '/' : entry.name(), entry.size(),
                directory || entry.executable() ? EXECUTABLE : FILE));
    }

    @Override
    public void content(byte[] bytes, int length) throws IOException {
        gzip.write(bytes, 0, length);
    }

    @Override
    public void end(ArchiveEntry entry) throws IOException {
        gzip.write(ZEROES, 0, TarBlocks.padding(entry.size()));
    }

    /** Writes what stands at the end: digest, developer signature, store signature, an entry for each that there is. */
    public void footers(PackageFooter footer) throws IOException {
        document(PackageFooter.ENTRY, PackageFooter.ofDigest(footer.digest()));
        byte[] developer = footer.developerSignature();
        if (developer != null) {
            document(PackageFooter.ENTRY, PackageFooter.ofDeveloperSignature(developer));
        }
        byte[] store = footer.storeSignature();
        if (store != null) {
            document(PackageFooter.ENTRY, PackageFooter.ofStoreSignature(store));
        }
    }

    /** Ends the gzip member, not the archive: more of it can follow in another member. */
    public void finishPrefix() throws IOException {
        gzip.finish();
    }

    /** Ends the archive and the gzip member. */
    public void finish() throws IOException {
        write(ZEROES);
        gzip.finish();
    }

    private void document(String name, byte[] yaml) throws IOException {
        write(TarBlocks.header(name, yaml.length, FILE));
        write(yaml);
        gzip.write(ZEROES, 0, TarBlocks.padding(yaml.length));
    }

    private void write(byte[] bytes) throws IOException {
        gzip.write(bytes, 0, bytes.length);
    }

    /** Frees the compressors; a package that was not finished stays without its end. */
    @Override
    public void close() {
        gzip.close();
    }
}
