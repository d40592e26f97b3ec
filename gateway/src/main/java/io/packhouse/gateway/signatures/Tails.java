package io.packhouse.gateway.signatures;

import java.io.IOException;
import java.util.List;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.Segment;
import io.packhouse.platform.objects.BlobWriter;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.objects.RunningSha256;

/** Artifacts that end in a few bytes which were just made. May block, when these are too many for the artifact itself. */
final class Tails {

    private Tails() {
    }

    /**
     * A prefix that is stored, and a tail.
     *
     * @param digest
     *            of the prefix, so far
     */
    static Artifact joined(ObjectStore objects, String name, String contentType, BlobRef prefix, RunningSha256 digest,
            byte[] tail) {
        digest.update(tail, 0, tail.length);
        return new Artifact(name, contentType, prefix.size() + tail.length, digest.hex(),
                List.of(new Segment.Range(prefix.sha256(), 0, prefix.size()), segment(objects, tail)));
    }

    /** A tail with nothing before it. */
    static Artifact alone(ObjectStore objects, String name, String contentType, byte[] bytes) {
        RunningSha256 digest = RunningSha256.begin();
        digest.update(bytes, 0, bytes.length);
        return new Artifact(name, contentType, bytes.length, digest.hex(), List.of(segment(objects, bytes)));
    }

    private static Segment segment(ObjectStore objects, byte[] bytes) {
        if (bytes.length <= Segment.Inline.LIMIT) {
            return new Segment.Inline(bytes);
        }
        try (BlobWriter blob = objects.newBlob()) {
            blob.write(bytes);
            BlobRef stored = blob.commit();
            return new Segment.Range(stored.sha256(), 0, stored.size());
        } catch (IOException e) {
            throw new Failure(Code.UNAVAILABLE, "a signature could not be stored; try again shortly").exception(e);
        }
    }
}
