package io.packhouse.envbuilder.fetch;

import java.io.IOException;
import java.io.OutputStream;

import io.packhouse.envbuilder.steps.Budget;

/** Passes bytes on that the build may still fetch; counts them before, so that none beyond is stored. */
final class CountedStream extends OutputStream {

    private final OutputStream out;
    private final Budget budget;

    CountedStream(OutputStream out, Budget budget) {
        this.out = out;
        this.budget = budget;
    }

    @Override
    public void write(int b) throws IOException {
        budget.take(1);
        out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        budget.take(length);
        out.write(bytes, offset, length);
    }
}
