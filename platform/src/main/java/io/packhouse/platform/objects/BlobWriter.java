package io.packhouse.platform.objects;

import java.io.OutputStream;

import io.packhouse.contracts.BlobRef;

/**
 * A blob that is being written, with a running SHA-256. For one thread at a time. {@link #close()} without
 * {@link #commit()} discards everything.
 */
public abstract class BlobWriter extends OutputStream {

    /** The bytes written so far. */
    public abstract long size();

    /** The SHA-256 of the bytes written so far, as 64 lower-case hexadecimal digits: what {@link #commit()} would name them. */
    public abstract String sha256();

    /**
     * Makes the blob visible, and durable as it was begun (power cuts included, where nothing else was said), and answers its name. When a blob of the same content exists
     * already, this one is discarded and the existing one named. May be called once.
     */
    public abstract BlobRef commit();

    /** Discards the blob unless it was committed. Never throws. */
    @Override
    public abstract void close();
}
