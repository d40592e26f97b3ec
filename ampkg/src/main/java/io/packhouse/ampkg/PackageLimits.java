package io.packhouse.ampkg;

/**
 * What a package may ask of us.
 *
 * @param packed
 *            bytes of the file
 * @param unpacked
 *            bytes of the whole archive, unpacked: all entries with their headers
 * @param entries
 *            files and directories of the payload
 * @param depth
 *            parts of an entry's name
 * @param nameLength
 *            bytes of an entry's name in UTF-8
 * @param yaml
 *            bytes of one YAML document, such as {@code info.yaml} or the header
 */
public record PackageLimits(long packed, long unpacked, int entries, int depth, int nameLength, int yaml) {

    /** The defaults: 100 MiB, as the original (reference, 2.6), and what is sane for the rest; less than a
     * gigabyte of zeroes, which packs to one megabyte. */
    public static final PackageLimits DEFAULT = new PackageLimits(100L << 20, 768L << 20, 50_000, 64, 4096, 1 << 20);
}
