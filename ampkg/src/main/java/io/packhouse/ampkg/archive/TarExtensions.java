package io.packhouse.ampkg.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import io.packhouse.ampkg.PackageException;

/**
 * What the entries before an entry say of it: POSIX extended headers ({@code x}) and GNU's long names ({@code L}, {@code K}).
 * Names and sizes are taken from them; times, owners and extended attributes mean nothing in a package. Global headers
 * ({@code g}) are skipped, as the original does.
 */
final class TarExtensions {

    /** Attributes of some systems take room; a name that we would accept never does. */
    static final int LARGEST = 1 << 20;
    /** A long name, a long link and a POSIX header. More before one entry are nothing but an attack. */
    private static final int MOST = 4;

    private int count;
    private byte @Nullable [] name;
    private long size = -1;

    static boolean isExtension(char type) {
        return switch (type) {
            case 'x', 'g', 'L', 'K' -> true;
            default -> false;
        };
    }

    /** Whether something was said about an entry that has not come. */
    boolean isPending() {
        return count > 0;
    }

    /** Judges an extension before its data are read. */
    void accept(TarHeader header) throws PackageException {
        count++;
        if (count > MOST) {
            throw new PackageException("more than " + MOST + " extended headers before one entry of the archive");
        }
        if (header.size() > LARGEST) {
            throw new PackageException("an extended header of " + header.size() + " bytes in the archive, more than the "
                    + LARGEST + " allowed");
        }
    }

    void read(char type, byte[] data) throws PackageException {
        switch (type) {
            case 'L' -> rename(Arrays.copyOf(data, lengthOfText(data)));
            case 'x' -> readRecords(data);
            default -> {
                // Names of links and what is said of all entries: links are refused, the rest means nothing here.
            }
        }
    }

    /** What the entry is after all that was said about it; forgets it all. */
    TarHeader apply(TarHeader header) {
        var said = new TarHeader(name == null ? header.name() : name, header.mode(), size < 0 ? header.size() : size,
                header.type());
        name = null;
        size = -1;
        count = 0;
        return said;
    }

    private void rename(byte[] to) throws PackageException {
        if (name != null) {
            throw new PackageException("an entry of the archive is named by two extended headers");
        }
        name = to;
    }

    private static int lengthOfText(byte[] data) {
        int end = 0;
        while (end < data.length && data[end] != 0) {
            end++;
        }
        return end;
    }

    /** Records of the form {@code LENGTH KEY=VALUE\n}, where the length counts the whole record. */
    private void readRecords(byte[] data) throws PackageException {
        byte[] path = null;
        for (int at = 0; at < data.length && data[at] != 0;) {
            int blank = at;
            int length = 0;
            while (blank < data.length && data[blank] >= '0' && data[blank] <= '9' && length <= LARGEST) {
                length = length * 10 + (data[blank++] - '0');
            }
            int end = at + length;
            int equals = indexOf(data, '=', blank, Math.min(end, data.length));
            if (blank == at || length > data.length - at || equals < 0 || data[blank] != ' ' || data[end - 1] != '\n') {
                throw new PackageException("damaged tar archive: an extended header is not made of records");
            }
            String key = new String(data, blank + 1, equals - blank - 1, StandardCharsets.UTF_8);
            if (key.equals("path")) {
                path = Arrays.copyOfRange(data, equals + 1, end - 1);
            } else if (key.equals("size")) {
                size = size(new String(data, equals + 1, end - equals - 2, StandardCharsets.US_ASCII));
            } else if (key.startsWith("GNU.sparse.")) {
                throw new PackageException("a file in the archive has the unsupported type sparse file");
            }
            at = end;
        }
        if (path != null) {
            rename(path);
        }
    }

    private static int indexOf(byte[] data, char wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (data[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static long size(String said) throws PackageException {
        if (!said.matches("[0-9]{1,18}")) {
            throw new PackageException("damaged tar archive: an extended header has a size that is no number");
        }
        return Long.parseLong(said);
    }
}
