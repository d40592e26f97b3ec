package io.packhouse.installerbuilder.archive;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * One block of 512 bytes that begins an entry of a tar (POSIX 1003.1 ustar, and GNU's dialect of it). Names are held as
 * ISO 8859-1, so that every byte stays what it was.
 *
 * @param name
 *            the name, prefix included
 * @param size
 *            the bytes of data that follow
 * @param type
 *            the type flag; the old form, a zero byte, reads as {@code '0'}, or as {@code '5'} when the name ends with a slash
 * @param link
 *            the name that a link points to
 */
record TarHeader(String name, long size, char type, String link) {

    static final int BLOCK = 512;

    private static final int CHECKSUM = 148;
    private static final long LARGEST = 0_77777777777L;

    /** Reads a block that is not all zeroes. */
    static TarHeader read(byte[] block) throws BrokenBaseException {
        if (number(block, CHECKSUM, 8) != sum(block)) {
            throw new BrokenBaseException("is no tar, or damaged: an entry's header has a wrong checksum");
        }
        String name = text(block, 0, 100);
        String prefix = isPosix(block) ? text(block, 345, 155) : "";
        String whole = prefix.isEmpty() ? name : prefix + '/' + name;
        char type = (char) (block[156] & 0xff);
        if (type == 0) {
            type = whole.endsWith("/") ? '5' : '0';
        }
        return new TarHeader(whole, number(block, 124, 12), type, text(block, 157, 100));
    }

    static boolean isZero(byte[] block) {
        return Arrays.equals(block, new byte[BLOCK]);
    }

    /**
     * Writes a regular file's header: mode 0644, owner root, so that two builds differ in nothing but what was asked.
     *
     * @param name
     *            1 to 99 characters of ASCII
     * @param size
     *            less than 8 GiB
     */
    static byte[] write(String name, long size, Instant modified) {
        byte[] block = new byte[BLOCK];
        put(block, 0, name);
        putOctal(block, 100, 8, 0644);
        putOctal(block, 108, 8, 0);
        putOctal(block, 116, 8, 0);
        putOctal(block, 124, 12, size);
        putOctal(block, 136, 12, Math.clamp(modified.getEpochSecond(), 0, LARGEST));
        block[156] = '0';
        put(block, 257, "ustar\00000");
        put(block, 265, "root");
        put(block, 297, "root");
        // Six digits, a zero byte and a blank: the form that every reader knows.
        put(block, CHECKSUM, "%06o\0 ".formatted(sum(block)));
        return block;
    }

    private static boolean isPosix(byte[] block) {
        return text(block, 257, 6).equals("ustar") && block[263] == '0';
    }

    private static int sum(byte[] block) {
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            // The checksum's own field counts as blanks.
            sum += i >= CHECKSUM && i < CHECKSUM + 8 ? ' ' : block[i] & 0xff;
        }
        return sum;
    }

    private static String text(byte[] block, int offset, int length) {
        int end = offset;
        while (end < offset + length && block[end] != 0) {
            end++;
        }
        return new String(block, offset, end - offset, StandardCharsets.ISO_8859_1);
    }

    /** Octal digits between blanks and zero bytes, or GNU's binary form for what does not fit into those. */
    private static long number(byte[] block, int offset, int length) throws BrokenBaseException {
        if ((block[offset] & 0xff) == 0x80) {
            return binary(block, offset + 1, length - 1);
        }
        String digits = text(block, offset, length).strip();
        if (!digits.matches("[0-7]{0,21}")) {
            throw new BrokenBaseException("is no tar, or damaged: an entry's header has a field that is no octal number");
        }
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }

    private static long binary(byte[] block, int offset, int length) throws BrokenBaseException {
        long value = 0;
        for (int i = offset; i < offset + length; i++) {
            if (value > Long.MAX_VALUE >> 9) {
                throw new BrokenBaseException("is no tar, or damaged: an entry says that it is larger than any file");
            }
            value = value << 8 | (block[i] & 0xff);
        }
        return value;
    }

    private static void put(byte[] block, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, block, offset, bytes.length);
    }

    private static void putOctal(byte[] block, int offset, int length, long value) {
        put(block, offset, ("%0" + (length - 1) + "o").formatted(value));
    }
}
