package io.packhouse.repackager.archive;

import java.util.List;
import java.util.stream.LongStream;

import io.packhouse.archives.ArchiveEntry;
import io.packhouse.archives.UnpackLimits;
import io.packhouse.archives.ZipFields;
import io.packhouse.archives.ZipLimits;
import io.packhouse.platform.config.ByteSize;

/**
 * What an archive may ask of us: {@code addons.limits} of the configuration; {@code addons.yaml} gives the reasons. All are
 * looked at before anything is unpacked, and no entry unpacks to more than it declares.
 *
 * @param packed
 *            the most bytes of the file itself, below 4 GiB
 * @param unpacked
 *            the most bytes that all entries together declare
 * @param entry
 *            the most bytes that one entry declares
 * @param entries
 *            the most entries, 1 to 65,534
 * @param pathLength
 *            the most characters of an entry's name
 * @param pathDepth
 *            the most parts of an entry's name
 * @param ratio
 *            the most that an entry, and all of them together, may grow when unpacked
 * @param ratioFloor
 *            what unpacks to at most that many bytes may grow by any ratio
 * @param directory
 *            the most bytes of the central directory, which is held in memory
 */
public record ArchiveLimits(ByteSize packed, ByteSize unpacked, ByteSize entry, int entries, int pathLength, int pathDepth,
        int ratio, ByteSize ratioFloor, ByteSize directory) {

    /** As {@code addons.yaml} has it. */
    public static final ArchiveLimits DEFAULT = new ArchiveLimits(ByteSize.parse("256MiB"), ByteSize.parse("1GiB"),
            ByteSize.parse("256MiB"), 20_000, 1000, 64, 200, ByteSize.parse("1MiB"), ByteSize.parse("8MiB"));

    public ArchiveLimits {
        if (LongStream.of(packed.bytes(), unpacked.bytes(), entry.bytes(), entries, pathLength, pathDepth, ratio,
                directory.bytes()).anyMatch(limit -> limit < 1)) {
            throw new IllegalArgumentException("limits of archives are at least 1");
        }
        if (packed.bytes() >= ZipFields.NO_NUMBER) {
            throw new IllegalArgumentException("the limit of an archive's own bytes is below 4GiB, not " + packed
                    + ": ZIP64 archives are refused anyhow");
        }
        if (entries >= ZipFields.NO_COUNT) {
            throw new IllegalArgumentException("the limit of an archive's entries is at most " + (ZipFields.NO_COUNT - 1)
                    + ", not " + entries + ": ZIP64 archives are refused anyhow");
        }
        if (directory.bytes() > Integer.MAX_VALUE / 2) {
            throw new IllegalArgumentException("the limit of a central directory is below 1GiB, not " + directory
                    + ": it is held in memory");
        }
    }

    /** What an archive may ask of us before anything is unpacked. */
    ZipLimits archive() {
        return new ZipLimits(packed.bytes(), entries, directory.bytes(), ZipLimits.NONE, pathLength, pathDepth);
    }

    /** What may come out of an archive. */
    private UnpackLimits unpack() {
        return new UnpackLimits(entry.bytes(), unpacked.bytes(), ratio, ratioFloor.bytes());
    }

    void checkPacked(long bytes) {
        archive().checkPacked(bytes, Refusal::of);
    }

    /** Refuses an archive that all together, or one entry of it, unpacks to more than is taken. */
    void check(List<ArchiveEntry> all) {
        unpack().checkEach(all, Refusal::of);
        unpack().checkTotal(all, all.stream().mapToLong(ArchiveEntry::packedSize).sum(), Refusal::of);
    }
}
