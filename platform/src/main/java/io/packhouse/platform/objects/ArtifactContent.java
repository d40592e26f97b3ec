package io.packhouse.platform.objects;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Segment;

/** The bytes of artifacts, put together from their segments as they are read. Blocks; keeps one blob open at a time. */
public final class ArtifactContent {

    private static final int COPY_BUFFER = 64 * 1024;

    private final ObjectStore store;

    public ArtifactContent(ObjectStore store) {
        this.store = store;
    }

    /** Opens the whole. */
    public InputStream open(Artifact artifact) {
        return open(artifact, 0, artifact.size());
    }

    /**
     * Opens {@code length} bytes from {@code offset}. The stream ends with an {@link IOException} when bytes are missing, and
     * throws the store's {@link io.packhouse.contracts.FailureException} when it comes to a blob that cannot be opened.
     *
     * @throws IllegalArgumentException
     *             when the range does not lie within the artifact
     */
    public InputStream open(Artifact artifact, long offset, long length) {
        return new SegmentsStream(store, slice(artifact, offset, length));
    }

    /**
     * The same artifact as one blob, which is stored unless it is one already.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code INTERNAL} when the segments' bytes do not have the digest that the artifact names; nothing visible is
     *             left then but a blob that nothing names
     */
    public Artifact materialise(Artifact artifact) {
        if (isOneBlob(artifact)) {
            return artifact;
        }
        BlobRef blob = copy(artifact);
        if (!blob.sha256().equals(artifact.sha256())) {
            throw new Failure(Failure.Code.INTERNAL,
                    "The segments of " + artifact.name() + " have the digest " + blob.sha256()
                            + ", not " + artifact.sha256() + " as their artifact says")
                    .exception();
        }
        List<Segment> whole = blob.size() == 0 ? List.of() : List.of(new Segment.Range(blob.sha256(), 0, blob.size()));
        return new Artifact(artifact.name(), artifact.contentType(), artifact.size(), artifact.sha256(), whole);
    }

    /**
     * The segments of a range of an artifact: whole ones, and the rest of those that the range cuts.
     *
     * @throws IllegalArgumentException
     *             when the range does not lie within the artifact
     */
    public static List<Segment> slice(Artifact artifact, long offset, long length) {
        if (offset < 0 || length < 0 || offset > artifact.size() - length) {
            throw new IllegalArgumentException(
                    artifact.name() + " has " + artifact.size() + " bytes; " + length + " from " + offset
                            + " do not lie within");
        }
        List<Segment> slices = new ArrayList<>();
        long begin = 0;
        for (Segment segment : artifact.segments()) {
            long from = Math.max(offset, begin) - begin;
            long to = Math.min(offset + length, begin + segment.size()) - begin;
            if (from < to) {
                slices.add(cut(segment, from, to));
            }
            begin += segment.size();
        }
        return List.copyOf(slices);
    }

    private static Segment cut(Segment segment, long from, long to) {
        if (from == 0 && to == segment.size()) {
            return segment;
        }
        return switch (segment) {
            case Segment.Range range -> new Segment.Range(range.blob(), range.offset() + from, to - from);
            case Segment.Inline inline -> new Segment.Inline(Arrays.copyOfRange(inline.bytes(), (int) from, (int) to));
        };
    }

    private static boolean isOneBlob(Artifact artifact) {
        return artifact.segments().size() == 1 && artifact.segments().getFirst() instanceof Segment.Range range
                && range.offset() == 0 && range.blob().equals(artifact.sha256());
    }

    private BlobRef copy(Artifact artifact) {
        byte[] buffer = new byte[COPY_BUFFER];
        try (InputStream in = open(artifact); BlobWriter out = store.newBlob()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
            }
            return out.commit();
        } catch (IOException e) {
            throw new Failure(Failure.Code.UNAVAILABLE, "The bytes of " + artifact.name() + " cannot be read now")
                    .exception(e);
        }
    }
}
