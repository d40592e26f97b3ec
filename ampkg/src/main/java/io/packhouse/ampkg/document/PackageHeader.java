package io.packhouse.ampkg.document;

import java.util.List;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.manifest.PackageId;
import io.packhouse.ampkg.yaml.FormatHeader;
import io.packhouse.ampkg.yaml.YamlLimits;
import io.packhouse.ampkg.yaml.YamlNode;
import io.packhouse.ampkg.yaml.YamlValue;
import io.packhouse.ampkg.yaml.YamlWriter;

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

    private static final String TYPE = "am-package-header";
    private static final FormatHeader NEWEST = new FormatHeader(TYPE, 2);
    private static final List<FormatHeader> FORMATS = List.of(NEWEST, new FormatHeader(TYPE, 1));

    /** A header of the newest format. */
    public static PackageHeader of(String packageId, long diskSpaceUsed, YamlValue.@Nullable Fields extra,
            YamlValue.@Nullable Fields extraSigned) {
        return new PackageHeader(NEWEST.version(), packageId, diskSpaceUsed, extra, extraSigned);
    }

    /**
     * Reads a header. Documents after its second are passed over, as are keys that are not known.
     *
     * @throws PackageException
     *             when it is none
     */
    public static PackageHeader parse(byte[] yaml, YamlLimits limits) throws PackageException {
        MetaData metaData = MetaData.read(yaml, limits, FORMATS);
        YamlNode.Mapping map = MetaData.mapping(metaData.documents().getFirst());
        int version = metaData.format().version();
        return new PackageHeader(version, id(map, version == 1 ? "applicationId" : "packageId"), diskSpaceUsed(map),
                free(map, "extra"), free(map, "extraSigned"));
    }

    private static String id(YamlNode.Mapping map, String key) throws PackageException {
        String id = MetaData.text(map.fields().get(key));
        try {
            return PackageId.require(id);
        } catch (PackageException invalid) {
            throw new PackageException("metadata has an invalid " + key + " field (" + id + "): " + invalid.getMessage(),
                    invalid);
        }
    }

    private static long diskSpaceUsed(YamlNode.Mapping map) throws PackageException {
        String written = MetaData.text(map.fields().get("diskSpaceUsed"));
        YamlValue value = new YamlNode.Scalar(written, true, 0).value();
        if (value instanceof YamlValue.Whole(var bytes) && bytes.signum() > 0 && bytes.bitLength() < Long.SIZE) {
            return bytes.longValue();
        }
        throw new PackageException(
                "metadata has an invalid diskSpaceUsed field (" + written + "): it is a number of bytes, 1 or more");
    }

    private static YamlValue.@Nullable Fields free(YamlNode.Mapping map, String key) throws PackageException {
        return switch (map.fields().get(key)) {
            case null -> null;
            case YamlNode.Mapping fields -> fields.value();
            case YamlNode other ->
                throw new PackageException(
                        "metadata has an invalid " + key + " field at line " + other.line() + ": it is a map");
        };
    }

    /**
     * What the digest begins with: the serialised {@code extraSigned}; nothing when there is none.
     */
    public byte[] digested() {
        return extraSigned == null ? new byte[0] : ExtraSigned.serialise(extraSigned);
    }

    /** The header's entry, in the newest format whatever was read. */
    public byte[] write() {
        var fields = new TreeMap<String, YamlValue>();
        fields.put("packageId", new YamlValue.Text(packageId));
        fields.put("diskSpaceUsed", YamlValue.Whole.of(diskSpaceUsed));
        if (extra != null) {
            fields.put("extra", extra);
        }
        if (extraSigned != null) {
            fields.put("extraSigned", extraSigned);
        }
        return YamlWriter.stream(NEWEST.document(), new YamlValue.Fields(fields));
    }
}
