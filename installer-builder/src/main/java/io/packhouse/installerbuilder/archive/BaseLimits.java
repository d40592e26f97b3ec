package io.packhouse.installerbuilder.archive;

/**
 * What a base installer may ask of us while it is verified.
 *
 * @param packedBytes
 *            the most bytes of the file itself
 * @param unpackedBytes
 *            the most bytes that it unpacks to; guards against archives that blow up
 * @param entries
 *            the most entries
 */
public record BaseLimits(long packedBytes, long unpackedBytes, int entries) {

    /** 1 GiB packed, 4 GiB unpacked, 100,000 entries: many times a real base installer. */
    public static final BaseLimits DEFAULT = new BaseLimits(1L << 30, 1L << 32, 100_000);

    public BaseLimits {
        if (packedBytes < 1 || unpackedBytes < 1 || entries < 1) {
            throw new IllegalArgumentException("limits of base installers are at least 1: packed " + packedBytes
                    + ", unpacked " + unpackedBytes + ", entries " + entries);
        }
    }

    void checkUnpacked(long bytes) throws BrokenBaseException {
        if (bytes > unpackedBytes) {
            throw new BrokenBaseException("unpacks to more than " + unpackedBytes + " bytes");
        }
    }

    void checkEntries(int count) throws BrokenBaseException {
        if (count > entries) {
            throw new BrokenBaseException("has more than " + entries + " entries");
        }
    }
}
