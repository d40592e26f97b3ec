package io.packhouse.signing;

import io.packhouse.platform.queue.Attempt;

/** An attempt whose reports nobody reads. */
final class QuietAttempt implements Attempt {

    @Override
    public String id() {
        return "a1";
    }

    @Override
    public int number() {
        return 1;
    }

    @Override
    public void progress(double done, String step) {
        // Nobody waits.
    }

    @Override
    public void log(String line) {
        // Nobody reads.
    }
}
