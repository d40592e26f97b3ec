package io.packhouse.ampkg.document;

import org.jspecify.annotations.Nullable;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.yaml.YamlLimits;
import io.packhouse.ampkg.yaml.YamlValue;

/**
 * The header of a package (reference, 1.3).
 *
 * @param formatVersion
 *            1 or 2, of what was read
 * @param diskSpaceUsed
 *            bytes, more than none
 * @param extra
 *            free meta data that the digest does not cover; null when there are none
 * @param extraSigned
 *            free meta data that the digest covers; null when there are none, which makes another digest than an empty map
 */
public record PackageHeader(int formatVersion, String packageId, long diskSpaceUsed, YamlValue.@Nullable Fields extra,
        YamlValue.@Nullable Fields extraSigned) {

    /** The name of the header's entry. */
    public static final String ENTRY = "--PACKAGE-HEADER--";

    /** A header of the newest format. */
    public static PackageHeader of(String packageId, long diskSpaceUsed, YamlValue.@Nullable Fields extra,
            YamlValue.@Nullable Fields extraSigned) {
        return new PackageHeader(2, packageId, diskSpaceUsed, extra, extraSigned);
    }

    /**
     * Reads a header.
     *
     * @throws PackageException
     *             when it is none
     */
    public static PackageHeader parse(byte[] yaml, YamlLimits limits) throws PackageException {
        throw new UnsupportedOperationException();
    }

    /**
     * What the digest begins with: the serialised {@code extraSigned}; nothing when there is none.
     */
    public byte[] digested() {
        return extraSigned == null ? new byte[0] : ExtraSigned.serialise(extraSigned);
    }

    /** The header's entry, in the newest format whatever was read. */
    public byte[] write() {
        throw new UnsupportedOperationException();
    }
}
