package io.packhouse.repackager.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import io.packhouse.archives.ArchiveEntry;
import io.packhouse.archives.ZipFields;

/**
 * An entry of another archive, whose packed bytes are copied as they are. {@link CopyChecks} looks at them meanwhile.
 *
 * @param buffers
 *            shared by all entries of one archive
 */
record CopiedContent(ArchiveEntry entry, Buffers buffers) implements PackedContent {

    @Override
    public int method() {
        return entry.isDeflated() ? ZipFields.DEFLATED : ZipFields.STORED;
    }

    @Override
    public int crc() {
        return entry.crc();
    }

    @Override
    public long packed() {
        return entry.packedSize();
    }

    @Override
    public long unpacked() {
        return entry.size();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        byte[] buffer = buffers.first();
        try (InputStream in = entry.openPacked()) {
            for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
            }
        }
    }
}
