package io.packhouse.signing.xpi;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the few forms of CBOR (RFC 8949) that COSE needs, in their shortest form. */
final class Cbor {

    private static final int UNSIGNED = 0;
    private static final int NEGATIVE = 1;
    private static final int BYTES = 2;
    private static final int TEXT = 3;
    private static final int ARRAY = 4;
    private static final int MAP = 5;
    private static final int TAG = 6;
    private static final int NULL = 0xf6;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Cbor integer(int value) {
        return value >= 0 ? head(UNSIGNED, value) : head(NEGATIVE, -1 - value);
    }

    Cbor bytes(byte[] value) {
        head(BYTES, value.length);
        out.writeBytes(value);
        return this;
    }

    Cbor text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        head(TEXT, utf8.length);
        out.writeBytes(utf8);
        return this;
    }

    /** The head of an array; its elements are written next. */
    Cbor array(int elements) {
        return head(ARRAY, elements);
    }

    /** The head of a map; its keys and values are written next, in turn. */
    Cbor map(int entries) {
        return head(MAP, entries);
    }

    /** A tag; what it marks is written next. */
    Cbor tag(int tag) {
        return head(TAG, tag);
    }

    Cbor none() {
        out.write(NULL);
        return this;
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    private Cbor head(int major, int argument) {
        int type = major << 5;
        if (argument < 24) {
            out.write(type | argument);
        } else if (argument < 1 << 8) {
            out.write(type | 24);
            out.write(argument);
        } else if (argument < 1 << 16) {
            out.write(type | 25);
            out.write(argument >>> 8);
            out.write(argument);
        } else {
            out.write(type | 26);
            out.write(argument >>> 24);
            out.write(argument >>> 16);
            out.write(argument >>> 8);
            out.write(argument);
        }
        return this;
    }
}
