package io.packhouse.repackager.pingback;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that stands still until a test lets it pass. */
final class VirtualTime implements Timers {

    private record Task(Instant when, Runnable what) {
    }

    private final PriorityQueue<Task> tasks = new PriorityQueue<>(Comparator.comparing(Task::when));
    private volatile Instant now = Instant.parse("2026-03-01T00:00:00Z");

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public synchronized void at(Instant when, Runnable task) {
        tasks.add(new Task(when, task));
    }

    /** Drops all timers, as the end of a process does. */
    synchronized void drop() {
        tasks.clear();
    }

    /** Lets time pass up to the next timer, at most to {@code end}; false when that is reached. */
    boolean step(Instant end) {
        Task next;
        synchronized (this) {
            next = tasks.peek();
            if (next == null || next.when().isAfter(end)) {
                now = end;
                return false;
            }
            tasks.remove();
            now = next.when().isAfter(now) ? next.when() : now;
        }
        next.what().run();
        return true;
    }

    /** Lets time pass, timers going off on the way; for houses whose attempts run on threads of their own. */
    void pass(Duration time) {
        Instant end = now.plus(time);
        boolean more = true;
        while (more) {
            more = step(end);
        }
    }

    @Override
    public void close() {
        // Nothing runs.
    }
}
