package io.packhouse.repackager.archive;

import java.io.IOException;
import java.io.InputStream;

/**
 * An entry of an open {@link XpiArchive}, whose headers were checked. Its data is checked when it is read or copied: what does
 * not unpack to the declared size and checksum is refused. Can be read as long as the archive is open.
 */
public final class XpiEntry implements Content {

    private final ArchiveFile file;
    private final CentralRecord header;
    private final long data;
    private volatile boolean verified;

    XpiEntry(ArchiveFile file, CentralRecord header, long data) {
        this.file = file;
        this.header = header;
        this.data = data;
    }

    /** The path with {@code /} between its parts, never absolute, never with {@code ..}; a directory's ends with a slash. */
    public String name() {
        return header.name();
    }

    /** Whether it is a directory, which has no bytes. */
    public boolean directory() {
        return header.directory();
    }

    /** The bytes that it unpacks to, within {@link ArchiveLimits#entry()}. */
    @Override
    public long size() {
        return header.unpacked();
    }

    /** The bytes in the archive. */
    public long packedSize() {
        return header.packed();
    }

    /** Whether its bytes are deflated; otherwise they are stored as they are. */
    public boolean deflated() {
        return header.method() == ZipFields.DEFLATED;
    }

    /** The CRC-32 that the archive declares. */
    public int crc() {
        return header.crc();
    }

    @Override
    public InputStream open() {
        return new EntryStream(this);
    }

    @Override
    public byte[] bytes(int limit) throws IOException {
        if (size() > limit) {
            throw Refusal.tooLarge(name(), "has " + size() + " bytes; one that is read as a whole has at most " + limit);
        }
        return Content.super.bytes(limit);
    }

    /** The bytes as they lie in the archive, unchecked and unbuffered. */
    InputStream openPacked() {
        return file.stream(data, packedSize());
    }

    /** Whether its data was once unpacked to its end and found right. */
    boolean verified() {
        return verified;
    }

    void setVerified() {
        verified = true;
    }

    @Override
    public String toString() {
        return name();
    }
}
