package io.packhouse.packagestore.verification;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

import io.packhouse.platform.objects.RunningSha256;

/** Keeps the state of the digest of what is written through it. Closing it closes nothing else. */
final class DigestedPrefix extends FilterOutputStream {

    private final RunningSha256 digest = RunningSha256.begin();

    DigestedPrefix(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[]{(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        digest.update(bytes, offset, length);
        out.write(bytes, offset, length);
    }

    /** The state after all that was written. */
    byte[] state() {
        return digest.state();
    }

    @Override
    public void close() {
        // Whoever commits the blob closes it.
    }
}
