package io.packhouse.gateway.addons;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.addons.AddonSource;
import io.packhouse.platform.objects.BlobWriter;

/**
 * A file that came with a form. Its bytes are in the store, but neither durable nor visible before {@link #commit()}. For one
 * thread.
 */
final class Upload {

    private final String fileName;
    private final BlobWriter blob;
    private AddonSource.@Nullable Upload committed;

    /**
     * @param fileName
     *            as the client gave it, without any path
     */
    Upload(String fileName, BlobWriter blob) {
        this.fileName = fileName;
        this.blob = blob;
    }

    String fileName() {
        return fileName;
    }

    /** Makes the bytes durable, once; several elements may name one file. Blocks. */
    AddonSource.Upload commit() {
        AddonSource.Upload done = committed;
        if (done == null) {
            done = new AddonSource.Upload(blob.commit(), fileName);
            committed = done;
        }
        return done;
    }

    /** Discards the bytes unless they were committed. */
    void close() {
        blob.close();
    }
}
