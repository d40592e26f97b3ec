package io.packhouse.installerbuilder;

import io.packhouse.platform.queue.Attempt;

/** An attempt that nobody watches. */
record QuietAttempt() implements Attempt {

    @Override
    public String id() {
        return "attempt";
    }

    @Override
    public int number() {
        return 1;
    }

    @Override
    public void progress(double done, String step) {
        // Nobody watches.
    }

    @Override
    public void log(String line) {
        // Nobody reads.
    }
}
