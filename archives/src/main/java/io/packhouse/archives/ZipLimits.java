package io.packhouse.archives;

/**
 * What an archive may ask of its reader before anything is unpacked; {@link UnpackLimits} are for what comes out.
 *
 * @param packed
 *            the most bytes of the file itself
 * @param entries
 *            the most entries
 * @param directory
 *            the most bytes of the central directory
 * @param names
 *            the most characters of all names together, which are held in memory
 * @param nameLength
 *            the most characters of an entry's name
 * @param depth
 *            the most parts of an entry's name
 */
public record ZipLimits(long packed, long entries, long directory, long names, int nameLength, int depth) {

    /** No limit, where a number is wanted. */
    public static final long NONE = Long.MAX_VALUE;

    public ZipLimits {
        if (Math.min(Math.min(Math.min(packed, entries), Math.min(directory, names)), Math.min(nameLength, depth)) < 1) {
            throw new IllegalArgumentException("limits of archives are at least 1");
        }
    }

    /** Refuses a file of too many bytes. */
    public void checkPacked(long bytes, Refusals refusals) {
        if (bytes > packed) {
            throw refusals.of(ZipFault.of(ZipFault.Kind.PACKED, bytes, packed));
        }
    }

    void checkEntries(long count, Refusals refusals) {
        if (count > entries) {
            throw refusals.of(ZipFault.of(ZipFault.Kind.ENTRIES, count, entries));
        }
    }

    void checkDirectory(long bytes, Refusals refusals) {
        if (bytes > directory) {
            throw refusals.of(ZipFault.of(ZipFault.Kind.DIRECTORY, bytes, directory));
        }
    }

    void checkNames(long characters, Refusals refusals) {
        if (characters > names) {
            throw refusals.of(ZipFault.of(ZipFault.Kind.NAMES, names));
        }
    }

    void checkName(String name, Refusals refusals) {
        if (name.length() > nameLength) {
            throw refusals.of(ZipFault.in(name, ZipFault.Kind.NAME_LENGTH, name.length(), nameLength));
        }
        long deep = name.chars().limit(name.length() - 1L).filter(c -> c == '/').count() + 1;
        if (deep > depth) {
            throw refusals.of(ZipFault.in(name, ZipFault.Kind.DEPTH, deep, depth));
        }
    }
}
