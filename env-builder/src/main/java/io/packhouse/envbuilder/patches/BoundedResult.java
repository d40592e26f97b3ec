package io.packhouse.envbuilder.patches;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;

import io.packhouse.contracts.Failure;
import io.packhouse.envbuilder.values.BlobMaker;
import io.packhouse.platform.config.ByteSize;

/** What a patch makes, as long as it may: a few bytes of a patch can ask for any number of copies. For one thread. */
final class BoundedResult extends OutputStream {

    private final BlobMaker maker;
    private final ByteSize limit;
    private final String step;

    BoundedResult(BlobMaker maker, ByteSize limit, String step) {
        this.maker = maker;
        this.limit = limit;
        this.step = step;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[]{(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (Thread.interrupted()) {
            throw new InterruptedIOException("the attempt was stopped while a patch was applied");
        }
        if (maker.size() + length > limit.bytes()) {
            throw new Failure(Failure.Code.TOO_LARGE, "step " + step + ": the patch makes a file of more than " + limit
                    + " (environments.limits.extracted)").exception();
        }
        maker.write(bytes, offset, length);
    }
}
