package io.packhouse.installerbuilder.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Segment;
import io.packhouse.contracts.installers.Platform;
import io.packhouse.platform.objects.BlobWriter;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.objects.RunningSha256;

/** Puts segments together and continues the digest of the first one over all others. For one artifact and one thread. */
final class ArtifactAssembly {

    private final ObjectStore store;
    private final List<Segment> segments = new ArrayList<>();
    private final RunningSha256 digest;
    private long size;

    /**
     * Begins with a run of bytes whose digest is known.
     *
     * @param digestState
     *            the state of a SHA-256 that has read just {@code prefix}
     */
    ArtifactAssembly(ObjectStore store, Segment.Range prefix, byte[] digestState) {
        this.store = store;
        this.digest = RunningSha256.continuing(digestState);
        add(prefix);
    }

    /** Appends bytes of the artifact's own: carried in it, or as a blob where they are too many for that. */
    void append(byte[] bytes) {
        digest.update(bytes, 0, bytes.length);
        add(bytes.length <= Segment.Inline.LIMIT ? new Segment.Inline(bytes) : stored(bytes));
    }

    /** Appends a range of a blob, whose content is {@code length} of {@code bytes} from {@code offset}; none is no segment. */
    void append(String blob, long at, byte[] bytes, int offset, int length) {
        if (length > 0) {
            digest.update(bytes, offset, length);
            add(new Segment.Range(blob, at, length));
        }
    }

    /** How many bytes were put together so far. */
    long size() {
        return size;
    }

    Artifact finish(Platform platform) {
        return new Artifact(platform.fileName(), platform.contentType(), size, digest.hex(), segments);
    }

    private void add(Segment segment) {
        segments.add(segment);
        size += segment.size();
    }

    private Segment stored(byte[] bytes) {
        try (BlobWriter blob = store.newBlob()) {
            blob.write(bytes);
            BlobRef ref = blob.commit();
            return new Segment.Range(ref.sha256(), 0, ref.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
