package io.packhouse.repackager.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

import io.packhouse.contracts.Failure;

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
     *             {@code INVALID_REQUEST} when the archive lies about this entry; reading may throw it too
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
    default byte[] bytes(int limit) throws IOException {
        if (size() > limit) {
            throw new Failure(Failure.Code.TOO_LARGE,
                    "A file has " + size() + " bytes; one that is read as a whole has at most " + limit).exception();
        }
        int size = (int) size();
        try (InputStream in = open()) {
            byte[] bytes = in.readNBytes(size);
            if (bytes.length < size) {
                throw new EOFException("a file of " + size + " bytes ended after " + bytes.length);
            }
            return bytes;
        }
    }

    /** Bytes that are made: they are not copied, and may not change any more. */
    static Content of(byte[] bytes) {
        return new BytesContent(bytes);
    }

    /** No bytes, as directories have. */
    static Content empty() {
        return BytesContent.EMPTY;
    }

    /**
     * A file of this machine, such as a module of an SDK. It may not change until all that is made of it is written; that it did
     * is noticed, an {@link IOException}.
     */
    static Content of(Path file) throws IOException {
        return FileContent.of(file);
    }

    /**
     * A copy that is kept packed in memory: for what gets into many archives, such as a module of an SDK, which is then deflated
     * once and not each time.
     */
    static Content packed(Content content) throws IOException {
        return ReadyContent.of(content);
    }
}
