package io.packhouse.packagestore.verification;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;

/** A stream that ends when its job is stopped: whoever unpacks never waits, so nothing else would notice. */
final class JobStream extends FilterInputStream {

    JobStream(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        check();
        return super.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        check();
        return super.read(bytes, offset, length);
    }

    private static void check() throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("the job was stopped");
        }
    }

    /** What an error of such a stream is to the job. */
    static FailureException failed(IOException e) throws InterruptedException {
        if (Thread.interrupted() || e instanceof InterruptedIOException || e instanceof ClosedByInterruptException) {
            throw new InterruptedException("the job was stopped");
        }
        return new Failure(Failure.Code.UNAVAILABLE, "the package could not be read or stored now").exception(e);
    }
}
