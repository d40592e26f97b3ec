package io.packhouse.repackager.archive;

import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a file that go into an XPI. They may be read any number of times, by one thread at a time, as long as what they
 * come from (an open archive, a file of an SDK) is there.
 */
public interface Content {

    /** The number of bytes, unpacked. */
    long size();

    /**
     * Opens the bytes, unpacked. The stream ends after exactly {@link #size()} bytes or throws; what an archive declares wrongly
     * is never more than it declares.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code INVALID_REQUEST} when the archive lies about this entry
     */
    InputStream open() throws IOException;

    /**
     * All bytes, for files that are parsed.
     *
     * @param limit
     *            the most bytes
     * @throws io.packhouse.contracts.FailureException
     *             {@code TOO_LARGE} when there are more
     */
    byte[] bytes(int limit) throws IOException;
}
