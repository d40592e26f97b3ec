package io.packhouse.repackager.xpi;

import java.util.ArrayList;
import java.util.List;

import io.packhouse.platform.queue.Attempt;

/** An attempt that keeps what it is told. */
record HeardAttempt(List<String> steps, List<String> lines) implements Attempt {

    HeardAttempt() {
        this(new ArrayList<>(), new ArrayList<>());
    }

    @Override
    public String id() {
        return "test";
    }

    @Override
    public int number() {
        return 1;
    }

    @Override
    public void progress(double done, String step) {
        steps.add(step);
    }

    @Override
    public void log(String line) {
        lines.add(line);
    }
}
