package io.packhouse.contracts;

import java.util.Arrays;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/** A run of bytes of an {@link Artifact}: a range of an immutable blob, or a few bytes of its own. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(Segment.Range.class), @JsonSubTypes.Type(Segment.Inline.class)})
public sealed interface Segment {

    /** The number of bytes, at least one. */
    @JsonIgnore
    long size();

    /**
     * Bytes {@code offset} to {@code offset + length} of a blob.
     *
     * @param blob
     *            the SHA-256 of the blob
     * @param offset
     *            the first byte, counted from 0
     * @param length
     *            the number of bytes, at least 1
     */
    @JsonTypeName("range")
    record Range(String blob, long offset, long length) implements Segment {

        public Range {
            Sha256.check(blob);
            if (offset < 0 || length < 1 || length > Long.MAX_VALUE - offset) {
                throw new IllegalArgumentException("no range of a blob: offset " + offset + ", length " + length);
            }
        }

        @Override
        public long size() {
            return length;
        }
    }

    /**
     * Bytes that travel in the artifact itself.
     *
     * @param bytes
     *            1 to {@value #LIMIT} bytes; not copied, so they must not change
     */
    @JsonTypeName("inline")
    record Inline(byte[] bytes) implements Segment {

        /** The most bytes that an inline segment may have. */
        public static final int LIMIT = 16 * 1024;

        public Inline {
            int length = bytes == null ? 0 : bytes.length;
            if (length < 1 || length > LIMIT) {
                throw new IllegalArgumentException("an inline segment has 1 to " + LIMIT + " bytes, not " + length);
            }
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Inline inline && Arrays.equals(bytes, inline.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "Inline[" + bytes.length + " bytes]";
        }
    }
}
