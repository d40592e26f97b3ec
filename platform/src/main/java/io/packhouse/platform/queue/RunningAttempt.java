package io.packhouse.platform.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.packhouse.contracts.Event;
import io.packhouse.contracts.JobId;
import io.packhouse.platform.jobs.JobEvents;

/**
 * An attempt as its handler sees it: progress and log lines become events, rate-limited; the log is kept to the end. Lines that
 * follow each other closely are told together, a moment later: each telling wakes the broker and every gateway.
 */
final class RunningAttempt implements Attempt {

    private static final long PROGRESS_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LINES_MILLIS = 100;
    private static final int LOG_LINES = 2_000;
    private static final int LINE_CHARS = 2_000;
    private static final Executor LATER = CompletableFuture.delayedExecutor(LINES_MILLIS, TimeUnit.MILLISECONDS,
            Executors.newVirtualThreadPerTaskExecutor());

    private final JobId job;
    private final String id;
    private final int number;
    private final JobEvents events;
    private final List<String> lines = new ArrayList<>();
    private final List<Event.Logged> untold = new ArrayList<>();
    /** Whether lines wait for the next telling. */
    private boolean gathers;
    private long progressFrom = System.nanoTime();

    RunningAttempt(JobId job, String id, int number, JobEvents events) {
        this.job = job;
        this.id = id;
        this.number = number;
        this.events = events;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public synchronized void progress(double done, String step) {
        long now = System.nanoTime();
        if (now - progressFrom >= 0) {
            progressFrom = now + PROGRESS_NANOS;
            tellLines();
            events.tell(new Event.Progress(job, Instant.now(), id, Math.clamp(done, 0, 1), step));
        }
    }

    @Override
    public synchronized void log(String line) {
        if (lines.size() < LOG_LINES) {
            String cut = line.length() > LINE_CHARS ? line.substring(0, LINE_CHARS) + "…" : line;
            Instant now = Instant.now();
            lines.add(now + " " + cut);
            untold.add(new Event.Logged(job, now, id, cut));
            if (!gathers) {
                gathers = true;
                tellLines();
                LATER.execute(this::gathered);
            }
        }
    }

    /** Tells what came since the last telling; when nothing did, the next line is told at once. */
    private synchronized void gathered() {
        gathers = !untold.isEmpty();
        if (gathers) {
            tellLines();
            LATER.execute(this::gathered);
        }
    }

    /** Tells the lines that wait, before an event that has to come after them. */
    synchronized void tellLines() {
        untold.forEach(events::tell);
        untold.clear();
    }

    /** The log so far. */
    synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}
