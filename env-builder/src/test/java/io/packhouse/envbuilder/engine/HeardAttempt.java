package io.packhouse.envbuilder.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.packhouse.platform.queue.Attempt;

/** An attempt that keeps what it is told. */
record HeardAttempt(List<String> steps, List<String> lines) implements Attempt {

    HeardAttempt() {
        this(new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>());
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
