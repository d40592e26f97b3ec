package io.packhouse.ampkg.archive;

import java.util.Arrays;

import io.packhouse.ampkg.PackageException;

/**
 * One block of 512 bytes that begins an entry of a tar: POSIX ustar, GNU's dialect of it, or the form before both.
 *
 * @param name
 *            as it is stored, prefix included
 * @param size
 *            the bytes of data that follow, 0 or more
 * @param type
 *            the type flag; a zero byte, the old form of a file, reads as {@code '0'}
 */
record TarHeader(byte[] name, int mode, long size, char type) {

    static final int BLOCK = 512;

    private static final int MODE = 100;
    private static final int SIZE = 124;
    private static final int CHECKSUM = 148;
    private static final int TYPE = 156;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;

    /** Reads a block that is not all zeroes. */
    static TarHeader read(byte[] block) throws PackageException {
        requireChecksum(block);
        char type = block[TYPE] == 0 ? '0' : (char) (block[TYPE] & 0xff);
        long mode = number(block, MODE, 8, "mode");
        return new TarHeader(name(block), (int) (mode & 07777), number(block, SIZE, 12, "size"), type);
    }

    static boolean isZero(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /** Sums of unsigned bytes are the rule; some old programs took them as signed. */
    private static void requireChecksum(byte[] block) throws PackageException {
        int unsigned = 0;
        int signed = 0;
        for (int i = 0; i < BLOCK; i++) {
            // The checksum's own field counts as blanks.
            byte b = i >= CHECKSUM && i < CHECKSUM + 8 ? (byte) ' ' : block[i];
            unsigned += b & 0xff;
            signed += b;
        }
        long stored = number(block, CHECKSUM, 8, "checksum");
        if (stored != unsigned && stored != signed) {
            throw new PackageException("damaged tar archive: an entry's header has the checksum " + stored
                    + ", but its bytes sum up to " + unsigned);
        }
    }

    private static byte[] name(byte[] block) {
        byte[] name = text(block, 0, MODE);
        byte[] prefix = isPosix(block) ? text(block, PREFIX, 155) : new byte[0];
        if (prefix.length == 0) {
            return name;
        }
        byte[] whole = Arrays.copyOf(prefix, prefix.length + 1 + name.length);
        whole[prefix.length] = '/';
        System.arraycopy(name, 0, whole, prefix.length + 1, name.length);
        return whole;
    }

    /** GNU's dialect has a blank where POSIX ends the magic, and other things where POSIX has the prefix. */
    private static boolean isPosix(byte[] block) {
        byte[] magic = {'u', 's', 't', 'a', 'r'};
        return Arrays.equals(block, MAGIC, MAGIC + magic.length, magic, 0, magic.length)
                && block[MAGIC + magic.length] != ' ';
    }

    private static byte[] text(byte[] block, int offset, int length) {
        int end = offset;
        while (end < offset + length && block[end] != 0) {
            end++;
        }
        return Arrays.copyOfRange(block, offset, end);
    }

    /** Octal digits between blanks and a blank or zero byte, or GNU's binary form for what does not fit into those. */
    private static long number(byte[] block, int offset, int length, String field) throws PackageException {
        if ((block[offset] & 0x80) != 0) {
            return binary(block, offset, length, field);
        }
        int at = offset;
        int end = offset + length;
        while (at < end && block[at] == ' ') {
            at++;
        }
        long value = 0;
        while (at < end && block[at] >= '0' && block[at] <= '7') {
            value = (value << 3) | (block[at++] - '0');
        }
        if (at < end && block[at] != 0 && block[at] != ' ') {
            throw new PackageException("damaged tar archive: the " + field + " of an entry is no octal number");
        }
        return value;
    }

    private static long binary(byte[] block, int offset, int length, String field) throws PackageException {
        long value = block[offset] & 0x7f;
        for (int i = offset + 1; i < offset + length; i++) {
            if (value > Long.MAX_VALUE >> 8) {
                throw new PackageException("damaged tar archive: the " + field + " of an entry is negative or beyond 2^63");
            }
            value = (value << 8) | (block[i] & 0xff);
        }
        return value;
    }
}
