package io.packhouse.repackager.archive;

import java.io.IOException;
import java.io.InputStream;

import io.packhouse.archives.ArchiveEntry;

/**
 * An entry of an open {@link XpiArchive}, whose headers were checked. Its data is checked when it is read or copied: what does
 * not unpack to the declared size and checksum is refused. Can be read as long as the archive is open.
 */
public record XpiEntry(ArchiveEntry entry) implements Content {

    /** The path with {@code /} between its parts, never absolute, never with {@code ..}; a directory's ends with a slash. */
    public String name() {
        return entry.name();
    }

    /** Whether it is a directory, which has no bytes. */
    public boolean directory() {
        return entry.isDirectory();
    }

    /** The bytes that it unpacks to, within {@link ArchiveLimits#entry()}. */
    @Override
    public long size() {
        return entry.size();
    }

    /** The bytes in the archive. */
    public long packedSize() {
        return entry.packedSize();
    }

    /** Whether its bytes are deflated; otherwise they are stored as they are. */
    public boolean deflated() {
        return entry.isDeflated();
    }

    /** The CRC-32 that the archive declares. */
    public int crc() {
        return entry.crc();
    }

    @Override
    public InputStream open() {
        return entry.open();
    }

    @Override
    public byte[] bytes(int limit) throws IOException {
        if (size() > limit) {
            throw Refusal.tooLarge(name(), "has " + size() + " bytes; one that is read as a whole has at most " + limit);
        }
        return Content.super.bytes(limit);
    }

    @Override
    public String toString() {
        return name();
    }
}
