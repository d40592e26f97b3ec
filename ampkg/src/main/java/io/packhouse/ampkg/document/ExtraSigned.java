package io.packhouse.ampkg.document;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;

import io.packhouse.ampkg.yaml.YamlValue;

/**
 * How signed meta data enter the digest: Qt 6's {@code QDataStream} format of a map (reference, 1.5): each value is the number
 * of its type, a byte that says whether it is null, and the value, all big endian.
 */
public final class ExtraSigned {

    private static final BigInteger LARGEST_INT = BigInteger.valueOf(Integer.MAX_VALUE);
    private static final int LONG_BITS = 63;

    private ExtraSigned() {
    }

    /** The map as a variant. */
    public static byte[] serialise(YamlValue.Fields map) {
        var bytes = new ByteArrayOutputStream();
        try {
            variant(new DataOutputStream(bytes), map);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void variant(DataOutputStream out, YamlValue value) throws IOException {
        switch (value) {
            case YamlValue.Fields(var fields) -> {
                type(out, 8).writeInt(fields.size());
                for (var field : fields.entrySet()) {
                    string(out, field.getKey());
                    variant(out, field.getValue());
                }
            }
            case YamlValue.Items(var items) -> {
                type(out, 9).writeInt(items.size());
                for (YamlValue item : items) {
                    variant(out, item);
                }
            }
            case YamlValue.Text(String text) -> string(type(out, 10), text);
            case YamlValue.Bool(boolean bool) -> type(out, 1).writeBoolean(bool);
            case YamlValue.Whole(BigInteger integer) -> whole(out, integer);
            case YamlValue.Real(double real) -> type(out, 6).writeDouble(real);
            case YamlValue.Null _ -> {
                out.writeInt(51);
                out.writeBoolean(true);
            }
        }
    }

    /** The original cuts what is below -2^31 to its lowest 32 bits; digests of packages depend on it. */
    private static void whole(DataOutputStream out, BigInteger integer) throws IOException {
        if (integer.compareTo(LARGEST_INT) <= 0) {
            type(out, 2).writeInt(integer.intValue());
        } else if (integer.bitLength() <= LONG_BITS) {
            type(out, 4).writeLong(integer.longValue());
        } else {
            type(out, 5).writeLong(integer.longValue());
        }
    }

    private static DataOutputStream type(DataOutputStream out, int type) throws IOException {
        out.writeInt(type);
        out.writeBoolean(false);
        return out;
    }

    private static void string(DataOutputStream out, String text) throws IOException {
        out.writeInt(2 * text.length());
        out.writeChars(text);
    }
}
