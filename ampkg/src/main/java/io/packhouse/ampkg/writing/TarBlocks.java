package io.packhouse.ampkg.writing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Headers of tar entries as the original writes them: POSIX ustar, names in UTF-8, no owners, no times (reference, 1.1). Names
 * that ustar cannot hold stand in a GNU long name before their entry, which readers know that skip POSIX' own extended headers.
 */
final class TarBlocks {

    static final int BLOCK = 512;

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_PREFIX = 155;
    private static final long LARGEST_OCTAL = 077777777777L;

    private TarBlocks() {
    }

    /**
     * The header of an entry, with what must stand before it.
     *
     * @param name
     *            a directory's ends with a slash
     */
    static byte[] header(String name, long size, int mode) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        char type = name.endsWith("/") ? '5' : '0';
        if (bytes.length <= LONGEST_NAME) {
            return block(bytes, new byte[0], size, mode, type);
        }
        int slash = splitAt(bytes);
        if (slash > 0) {
            return block(Arrays.copyOfRange(bytes, slash + 1, bytes.length), Arrays.copyOf(bytes, slash), size, mode, type);
        }
        var blocks = new ByteArrayOutputStream();
        blocks.writeBytes(
                block("././@LongLink".getBytes(StandardCharsets.US_ASCII), new byte[0], bytes.length + 1L, 0, 'L'));
        blocks.writeBytes(bytes);
        blocks.writeBytes(new byte[1 + padding(bytes.length + 1L)]);
        // Readers that know no long names see where it begins.
        blocks.writeBytes(block(Arrays.copyOf(bytes, LONGEST_NAME), new byte[0], size, mode, type));
        return blocks.toByteArray();
    }

    /** How many zeroes follow content of this size. */
    static int padding(long size) {
        return (int) (-size & (BLOCK - 1));
    }

    /** The slash between prefix and name: the last one that leaves both short enough; 0 when there is none. */
    private static int splitAt(byte[] name) {
        // A slash at the end belongs to the name.
        for (int i = Math.min(LONGEST_PREFIX, name.length - 2); i > 0 && name.length - i - 1 <= LONGEST_NAME; i--) {
            if (name[i] == '/') {
                return i;
            }
        }
        return 0;
    }

    private static byte[] block(byte[] name, byte[] prefix, long size, int mode, char type) {
        byte[] block = new byte[BLOCK];
        System.arraycopy(name, 0, block, 0, name.length);
        put(block, 100, "%07o".formatted(mode));
        put(block, 108, "0000000");
        put(block, 116, "0000000");
        putSize(block, size);
        put(block, 136, "00000000000");
        put(block, 148, "        ");
        block[156] = (byte) type;
        put(block, 257, "ustar\00000");
        System.arraycopy(prefix, 0, block, 345, prefix.length);
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        // Six digits, a zero byte and a blank: the form that every reader knows.
        put(block, 148, "%06o\0 ".formatted(sum));
        return block;
    }

    /** Octal, or GNU's binary form beyond 8 GiB. */
    private static void putSize(byte[] block, long size) {
        if (size <= LARGEST_OCTAL) {
            put(block, 124, "%011o".formatted(size));
            return;
        }
        block[124] = (byte) 0x80;
        for (int i = 0; i < 8; i++) {
            block[135 - i] = (byte) (size >> (8 * i));
        }
    }

    private static void put(byte[] block, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, block, offset, bytes.length);
    }
}
