package io.packhouse.gateway.environments;

import java.io.IOException;
import java.io.InputStream;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.platform.objects.ObjectStore;

/** Documents that are blobs, read whole. Blocks. */
record StoredBlobs(ObjectStore objects) {

    /**
     * The bytes of a blob that somebody has named.
     *
     * @param limit
     *            more bytes are not read
     * @throws FailureException
     *             {@code UNAVAILABLE} when they cannot be read now, also when the blob is gone: what names it is there, so that
     *             "not found" would be the wrong answer
     */
    byte[] read(BlobRef blob, int limit) {
        if (blob.size() > limit) {
            throw new Failure(Code.INTERNAL, "a document has " + blob.size() + " bytes, " + limit + " are allowed")
                    .exception();
        }
        try (InputStream in = objects.open(blob.sha256(), 0, blob.size())) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw unreadable(e);
        } catch (FailureException e) {
            throw e.failure().code() == Code.NOT_FOUND ? unreadable(e) : e;
        }
    }

    private static FailureException unreadable(Exception cause) {
        return new Failure(Code.UNAVAILABLE, "a document cannot be read from the object store now; try again shortly")
                .exception(cause);
    }
}
