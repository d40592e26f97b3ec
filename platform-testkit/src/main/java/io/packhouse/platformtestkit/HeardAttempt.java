package io.packhouse.platformtestkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.packhouse.platform.queue.Attempt;

/**
 * The first attempt of a job that no queue has. It keeps what it is told.
 *
 * @param steps
 *            what progress was reported
 * @param lines
 *            of the job's log
 */
public record HeardAttempt(List<String> steps, List<String> lines) implements Attempt {

    /** Nothing was said yet. Any number of threads may report. */
    public HeardAttempt() {
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
