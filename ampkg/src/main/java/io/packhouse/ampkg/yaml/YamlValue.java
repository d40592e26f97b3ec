package io.packhouse.ampkg.yaml;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

import static java.util.Collections.unmodifiableSequencedMap;

/** A typed value, as free meta data hold it: what {@link YamlNode#value} makes of a node and {@link YamlWriter} writes. */
public sealed interface YamlValue {

    /** {@code ~}. */
    record Null() implements YamlValue {
    }

    /** {@code true} or {@code false}. */
    record Bool(boolean value) implements YamlValue {
    }

    /**
     * An integer.
     *
     * @param value
     *            -2^63 to 2^64 - 1, the original has no other
     */
    record Whole(BigInteger value) implements YamlValue {

        private static final BigInteger SMALLEST = BigInteger.valueOf(Long.MIN_VALUE);

        public Whole {
            if (!fits(value)) {
                throw new IllegalArgumentException("integers are -2^63 to 2^64-1, not " + value);
            }
        }

        public static Whole of(long value) {
            return new Whole(BigInteger.valueOf(value));
        }

        /** Whether an integer can be one of these. */
        public static boolean fits(BigInteger value) {
            return value.compareTo(SMALLEST) >= 0 && (value.signum() < 0 || value.bitLength() <= 64);
        }
    }

    /** A number with a point, an infinity or not a number. */
    record Real(double value) implements YamlValue {
    }

    /** A string. */
    record Text(String value) implements YamlValue {
    }

    /** A list. */
    record Items(List<YamlValue> values) implements YamlValue {

        public Items {
            values = List.copyOf(values);
        }
    }

    /**
     * A map.
     *
     * @param values
     *            by key, in ascending order of the keys' UTF-16 code units, whatever order they are given in
     */
    record Fields(SequencedMap<String, YamlValue> values) implements YamlValue {

        /** The empty map. */
        public static final Fields EMPTY = new Fields(new TreeMap<>());

        public Fields {
            values = unmodifiableSequencedMap(new TreeMap<>(values));
        }

        public static Fields of(Map<String, ? extends YamlValue> values) {
            return new Fields(new TreeMap<>(values));
        }
    }
}
