package io.packhouse.archives;

import java.io.InputStream;

/**
 * An entry of an open {@link ZipArchive}, whose headers were checked. Its data is checked as it is read: what does not unpack to
 * the declared size and checksum is refused. Can be read as long as the archive is open, by any number of threads.
 */
public final class ArchiveEntry {

    private static final int BUFFER = 16 * 1024;

    private final ArchiveFile file;
    private final CentralRecord header;
    private final long data;
    private final Refusals refusals;
    private volatile boolean verified;

    ArchiveEntry(ArchiveFile file, CentralRecord header, long data, Refusals refusals) {
        this.file = file;
        this.header = header;
        this.data = data;
        this.refusals = refusals;
    }

    /** The path with {@code /} between its parts, never absolute, never with {@code ..}; a directory's ends with a slash. */
    public String name() {
        return header.name();
    }

    /** Whether it is a directory, which has no bytes. */
    public boolean isDirectory() {
        return header.isDirectory();
    }

    /** The bytes that it declares to unpack to; it never gives more. */
    public long size() {
        return header.unpacked();
    }

    /** The bytes in the archive. */
    public long packedSize() {
        return header.packed();
    }

    /** Whether its bytes are deflated; otherwise they are stored as they are. */
    public boolean isDeflated() {
        return header.method() == ZipFields.DEFLATED;
    }

    /** The CRC-32 that the archive declares. */
    public int crc() {
        return header.crc();
    }

    /**
     * Opens the bytes, unpacked. The stream gives {@link #size()} bytes, the last of them only after size, checksum and the end
     * of the packed data were found right; else it throws what {@link Refusals} makes of it. For one thread at a time.
     */
    public InputStream open() {
        return EntryStream.of(this, BUFFER);
    }

    /** The bytes as they lie in the archive, unchecked and unbuffered. */
    public InputStream openPacked() {
        return file.stream(data, packedSize());
    }

    /** Whether its data was once unpacked to its end and found right. */
    public boolean isVerified() {
        return verified;
    }

    void setVerified() {
        verified = true;
    }

    Refusals refusals() {
        return refusals;
    }

    @Override
    public String toString() {
        return name();
    }
}
