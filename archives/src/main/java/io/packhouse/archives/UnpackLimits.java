package io.packhouse.archives;

import java.util.Collection;

/**
 * How much may come out of an archive. As no entry ever gives more than it declares, looking at what is declared is enough.
 *
 * @param entry
 *            the most bytes of one entry
 * @param total
 *            the most bytes of all entries that are taken
 * @param ratio
 *            the most that packed bytes may grow
 * @param floor
 *            what unpacks to at most that many bytes may grow by any ratio
 */
public record UnpackLimits(long entry, long total, long ratio, long floor) {

    public UnpackLimits {
        if (Math.min(Math.min(entry, total), ratio) < 1 || floor < 0) {
            throw new IllegalArgumentException("limits of what is unpacked are at least 1, the floor 0");
        }
    }

    /** Refuses an entry of {@code entries} that declares too much, or more than its packed bytes could honestly give. */
    public void checkEach(Collection<ArchiveEntry> entries, Refusals refusals) {
        for (ArchiveEntry each : entries) {
            if (each.size() > entry) {
                throw refusals.of(ZipFault.in(each.name(), ZipFault.Kind.ENTRY_SIZE, each.size(), entry));
            }
            if (isBomb(each.packedSize(), each.size())) {
                throw refusals.of(ZipFault.in(each.name(), ZipFault.Kind.ENTRY_RATIO, each.packedSize(), each.size(), floor,
                        ratio));
            }
        }
    }

    /**
     * Refuses {@code entries} that declare too much all together.
     *
     * @param packed
     *            the bytes that they come from: their own, or those of the whole file
     */
    public void checkTotal(Collection<ArchiveEntry> entries, long packed, Refusals refusals) {
        long unpacked = 0;
        for (ArchiveEntry each : entries) {
            unpacked += Math.min(each.size(), Long.MAX_VALUE - unpacked);
        }
        if (unpacked > total) {
            throw refusals.of(ZipFault.of(ZipFault.Kind.TOTAL_SIZE, unpacked, total));
        }
        if (isBomb(packed, unpacked)) {
            throw refusals.of(ZipFault.of(ZipFault.Kind.TOTAL_RATIO, packed, unpacked, floor, ratio));
        }
    }

    /** Whether {@code unpacked} is more than {@code ratio} times {@code packed}, without a product that could overflow. */
    private boolean isBomb(long packed, long unpacked) {
        return unpacked > floor && unpacked > 0 && (unpacked - 1) / ratio >= packed;
    }
}
