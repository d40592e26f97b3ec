package io.packhouse.ampkg.document;

import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.yaml.FormatHeader;
import io.packhouse.ampkg.yaml.YamlLimits;
import io.packhouse.ampkg.yaml.YamlNode;
import io.packhouse.ampkg.yaml.YamlValue;
import io.packhouse.ampkg.yaml.YamlWriter;

/**
 * What the footers of a package say together (reference, 1.4).
 *
 * @param digest
 *            as it is written there: of a sound package 32 bytes
 * @param developerSignature
 *            DER; null when there is none, or an empty one
 * @param storeSignature
 *            as {@code developerSignature}
 */
public record PackageFooter(byte[] digest, byte @Nullable [] developerSignature, byte @Nullable [] storeSignature) {

    /** What the names of the footers' entries begin with. */
    public static final String ENTRY = "--PACKAGE-FOOTER--";

    private static final String DIGEST = "digest";
    private static final String DEVELOPER_SIGNATURE = "developerSignature";
    private static final String STORE_SIGNATURE = "storeSignature";
    private static final String TYPE = "am-package-footer";
    private static final FormatHeader NEWEST = new FormatHeader(TYPE, 2);
    private static final List<FormatHeader> FORMATS = List.of(NEWEST, new FormatHeader(TYPE, 1));

    /**
     * Reads footers: their documents after the first are one map, of equal keys the last counts.
     *
     * @param yaml
     *            all footer entries one after the other, in the order of the archive
     * @throws PackageException
     *             when they are none, or have no digest
     */
    public static PackageFooter parse(byte[] yaml, YamlLimits limits) throws PackageException {
        var fields = new HashMap<String, YamlNode>();
        for (YamlNode document : MetaData.read(yaml, limits, FORMATS).documents()) {
            if (!(document.value() instanceof YamlValue.Null)) {
                fields.putAll(MetaData.mapping(document).fields());
            }
        }
        byte[] digest = hex(MetaData.text(fields.get(DIGEST)));
        if (digest.length == 0) {
            throw new PackageException("metadata is missing the digest field");
        }
        return new PackageFooter(digest, signature(fields, DEVELOPER_SIGNATURE), signature(fields, STORE_SIGNATURE));
    }

    /** As the original's toolkit: what is no digit is skipped, and of an odd number of digits the first stands alone. */
    private static byte[] hex(String text) {
        String digits = text.replaceAll("[^0-9a-fA-F]", "");
        return HexFormat.of().parseHex(digits.length() % 2 == 0 ? digits : "0" + digits);
    }

    /** As the original's toolkit: what is not of the alphabet is skipped, padding and line breaks too. */
    private static byte @Nullable [] signature(Map<String, YamlNode> fields, String key) throws PackageException {
        YamlNode field = fields.get(key);
        if (field != null && !(field instanceof YamlNode.Scalar)) {
            throw new PackageException(
                    "metadata has an invalid " + key + " field at line " + field.line() + ": it is Base64");
        }
        String base64 = MetaData.text(field).replaceAll("[^A-Za-z0-9+/]", "");
        String whole = base64.length() % 4 == 1 ? base64.substring(0, base64.length() - 1) : base64;
        return whole.isEmpty() ? null : Base64.getDecoder().decode(whole);
    }

    /** The first footer entry, which has the digest. */
    public static byte[] ofDigest(byte[] digest) {
        return YamlWriter.stream(NEWEST.document(), field(DIGEST, HexFormat.of().formatHex(digest)));
    }

    /** A further footer entry, with the developer's signature in DER. */
    public static byte[] ofDeveloperSignature(byte[] signature) {
        return YamlWriter.stream(field(DEVELOPER_SIGNATURE, Base64.getEncoder().encodeToString(signature)));
    }

    /** A further footer entry, with the store's signature in DER. */
    public static byte[] ofStoreSignature(byte[] signature) {
        return YamlWriter.stream(field(STORE_SIGNATURE, Base64.getEncoder().encodeToString(signature)));
    }

    private static YamlValue.Fields field(String key, String text) {
        return YamlValue.Fields.of(Map.of(key, new YamlValue.Text(text)));
    }
}
