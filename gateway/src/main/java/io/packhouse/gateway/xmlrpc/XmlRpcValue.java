package io.packhouse.gateway.xmlrpc;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of XML-RPC, with its type as the sender wrote it. */
public sealed interface XmlRpcValue {

    /** {@code int}, {@code i4}, {@code i8}: integers of any size, as the original's clients may send them. */
    record Int(BigInteger value) implements XmlRpcValue {

        /** An integer of Java's own size. */
        public static Int of(long value) {
            return new Int(BigInteger.valueOf(value));
        }
    }

    /** {@code boolean}. */
    record Bool(boolean value) implements XmlRpcValue {
    }

    /** {@code string}, or a value without a type; kept with its blanks. */
    record Text(String value) implements XmlRpcValue {
    }

    /** {@code double}; finite. */
    record Real(double value) implements XmlRpcValue {
    }

    /** {@code dateTime.iso8601}, as it was written: the form says nothing of a time zone, so it is no instant. */
    record DateTime(String value) implements XmlRpcValue {
    }

    /** {@code base64}, decoded; not copied, so the bytes must not change. */
    record Bytes(byte[] value) implements XmlRpcValue {

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }

        @Override
        public String toString() {
            return "Bytes[" + value.length + "]";
        }
    }

    /** {@code nil}. */
    record Nil() implements XmlRpcValue {
    }

    /** {@code array}. */
    record Array(List<XmlRpcValue> values) implements XmlRpcValue {

        public Array {
            values = List.copyOf(values);
        }
    }

    /** {@code struct}, its members in the order in which they were written. */
    record Struct(Map<String, XmlRpcValue> members) implements XmlRpcValue {

        public Struct {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }
    }
}
