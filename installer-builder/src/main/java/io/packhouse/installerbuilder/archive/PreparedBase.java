package io.packhouse.installerbuilder.archive;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

import io.packhouse.contracts.BlobRef;
import io.packhouse.platform.objects.ObjectStore;

/**
 * All that a build needs to know of a base installer: names of blobs, positions, and the saved state of a digest. Small, and
 * kept as JSON, so that a restart prepares nothing again.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(PreparedBase.Tgz.class), @JsonSubTypes.Type(PreparedBase.Zip.class)})
public sealed interface PreparedBase {

    /** The base installer as its maker made it. */
    BlobRef original();

    /** Makes it ready for builds. Reads what a build needs in memory; the store is used again only for large tails. */
    default InstallerBase open(ObjectStore store) {
        return switch (this) {
            case Tgz tgz -> new TgzBase(tgz, store);
            case Zip zip -> ZipBase.open(zip, store);
        };
    }

    /**
     * A gzip'd tar.
     *
     * @param prefix
     *            the beginning of a gzip member, with the tar up to its end-of-archive blocks
     * @param tarLength
     *            the bytes that the prefix unpacks to
     * @param tarCrc
     *            the CRC-32 of those bytes
     * @param digestState
     *            the state of the SHA-256 after the prefix
     */
    @JsonTypeName("tgz")
    record Tgz(BlobRef original, BlobRef prefix, long tarLength, int tarCrc, byte[] digestState) implements PreparedBase {
    }

    /**
     * A zip, of which the original itself is the prefix.
     *
     * @param directory
     *            where the central directory lies; it ends where the record of its end begins
     * @param replaced
     *            where in the file the central directory's entry of an older {@code vesselinfo} lies; length 0 when there is
     *            none
     * @param entries
     *            the number of the central directory's entries
     * @param digestState
     *            the state of the SHA-256 before the central directory
     */
    @JsonTypeName("zip")
    record Zip(BlobRef original, Extent directory, Extent replaced, int entries, byte[] digestState)
            implements
                PreparedBase {
    }

    /** A run of bytes in a file. */
    record Extent(long offset, long length) {

        /** The first byte behind it. */
        long end() {
            return offset + length;
        }
    }
}
