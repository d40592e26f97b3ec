package io.packhouse.ampkg.writing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

import io.packhouse.ampkg.document.PackageFooter;

/**
 * The end of a package's archive as a gzip member that is stored, not compressed: its bytes depend on nothing but the
 * signature, not even on which zlib this Java has, and it takes no time to make.
 */
public final class StoredMember {

    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final int LARGEST_BLOCK = 0xffff;

    private StoredMember() {
    }

    /**
     * A footer's entry and the end of the archive.
     *
     * @param footer
     *            one of those that {@link PackageFooter} makes
     */
    public static byte[] ending(byte[] footer) {
        byte[] header = TarBlocks.header(PackageFooter.ENTRY, footer.length, 0400);
        ByteBuffer tar = ByteBuffer.allocate(header.length + footer.length + TarBlocks.padding(footer.length)
                + 2 * TarBlocks.BLOCK);
        return stored(tar.put(header).put(footer).array());
    }

    private static byte[] stored(byte[] content) {
        int blocks = content.length / LARGEST_BLOCK + 1;
        ByteBuffer member = ByteBuffer.allocate(HEADER.length + 5 * blocks + content.length + 8)
                .order(ByteOrder.LITTLE_ENDIAN).put(HEADER);
        for (int block = 0; block < blocks; block++) {
            int from = block * LARGEST_BLOCK;
            int length = Math.min(LARGEST_BLOCK, content.length - from);
            member.put((byte) (block == blocks - 1 ? 1 : 0)).putShort((short) length).putShort((short) ~length)
                    .put(content, from, length);
        }
        var checksum = new CRC32();
        checksum.update(content);
        return member.putInt((int) checksum.getValue()).putInt(content.length).array();
    }
}
