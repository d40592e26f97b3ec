package io.packhouse.contracts;

import java.util.List;

/**
 * A file that a job made, as a list of segments. Nothing that did not change is stored again: a built installer is ranges of
 * its base and a few bytes of its own.
 *
 * @param name
 *            the file name that a download carries, without any path
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

    public Artifact {
        Sha256.check(sha256);
        segments = List.copyOf(segments);
        long sum = segments.stream().mapToLong(Segment::size).sum();
        if (sum != size) {
            throw new IllegalArgumentException(name + ": the segments have " + sum + " bytes, the artifact says " + size);
        }
        if (name.isEmpty() || name.indexOf('/') >= 0 || name.indexOf('\\') >= 0 || name.chars().anyMatch(c -> c < 0x20)) {
            throw new IllegalArgumentException("no file name for an artifact: '" + name + "'");
        }
    }
}
