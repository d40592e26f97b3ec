package io.packhouse.contracts;

import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;

import static java.util.Objects.requireNonNull;

/**
 * A file that a job made, as a list of segments. Nothing that did not change is stored again: a built installer is ranges of
 * its base and a few bytes of its own.
 *
 * @param name
 *            the file name that a download carries: 1 to 255 characters, without any path or control character
 * @param contentType
 *            the media type
 * @param size
 *            the length in bytes: the sum of the segments' sizes
 * @param sha256
 *            the SHA-256 of the whole, also its strong entity tag
 * @param segments
 *            the content, in order
 */
public record Artifact(String name, String contentType, long size, String sha256, List<Segment> segments) {

    private static final Pattern FILE_NAME = Pattern.compile("[^/\\\\\\p{Cntrl}\\x{80}-\\x{9f}]{1,255}");

    public Artifact {
        Sha256.check(sha256);
        requireNonNull(contentType, "an artifact's media type is missing");
        segments = List.copyOf(requireNonNull(segments, "an artifact's segments are missing"));
        if (name == null || !FILE_NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException("no file name for an artifact: '" + name + "'");
        }
        BigInteger sum = segments.stream().map(s -> BigInteger.valueOf(s.size())).reduce(BigInteger.ZERO, BigInteger::add);
        if (!sum.equals(BigInteger.valueOf(size))) {
            throw new IllegalArgumentException(name + ": the segments have " + sum + " bytes, the artifact says " + size);
        }
    }
}
