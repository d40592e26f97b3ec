package io.packhouse.ampkg.archive;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The files and directories that were seen, by a part of the SHA-256 of their paths: 16 bytes each however long their names
 * are, so that 50,000 entries cost 2 MiB and nobody can choose names that collide.
 */
final class SeenPaths {

    /** What is at a path. */
    enum Kind {
        NOTHING(0), FILE(1), DIRECTORY(2);

        private final long bits;

        Kind(long bits) {
            this.bits = bits;
        }
    }

    /** The last two bits of a pair say the kind. */
    private static final long KIND = 3;

    private final MessageDigest sha256 = Sha256.begin();
    /** Pairs, open addressing; a pair of zeroes is free. */
    private long[] table = new long[2 * 256];
    private int count;

    Kind at(String path) {
        long[] key = key(path);
        int slot = slot(table, key);
        if (table[slot + 1] == 0) {
            return Kind.NOTHING;
        }
        return (table[slot + 1] & KIND) == Kind.FILE.bits ? Kind.FILE : Kind.DIRECTORY;
    }

    /** Puts a file or directory where nothing is, or the same kind. */
    void put(String path, Kind kind) {
        long[] key = key(path);
        int slot = slot(table, key);
        if (table[slot + 1] == 0) {
            count++;
        }
        table[slot] = key[0];
        table[slot + 1] = key[1] | kind.bits;
        if (count > table.length / 3) {
            grow();
        }
    }

    private void grow() {
        long[] larger = new long[table.length * 2];
        for (int i = 0; i < table.length; i += 2) {
            if (table[i + 1] != 0) {
                int slot = slot(larger, new long[]{table[i], table[i + 1] & ~KIND});
                larger[slot] = table[i];
                larger[slot + 1] = table[i + 1];
            }
        }
        table = larger;
    }

    private static int slot(long[] table, long[] key) {
        int mask = table.length - 1;
        int slot = ((int) key[0] << 1) & mask;
        while (table[slot + 1] != 0 && (table[slot] != key[0] || (table[slot + 1] & ~KIND) != key[1])) {
            slot = (slot + 2) & mask;
        }
        return slot;
    }

    private long[] key(String path) {
        ByteBuffer digest = ByteBuffer.wrap(sha256.digest(path.getBytes(StandardCharsets.UTF_8)));
        return new long[]{digest.getLong(), digest.getLong() & ~KIND};
    }
}
