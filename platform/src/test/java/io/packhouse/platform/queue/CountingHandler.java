package io.packhouse.platform.queue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.packhouse.contracts.Command;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Outcome;

/** A handler that does what a test says, and counts. */
final class CountingHandler implements JobHandler {

    /** What an attempt does. */
    interface Work {
        Object run(Command command, Attempt attempt) throws Exception;
    }

    final Map<JobId, AtomicInteger> runs = new ConcurrentHashMap<>();
    final AtomicInteger running = new AtomicInteger();
    final AtomicInteger mostRunning = new AtomicInteger();
    final Map<JobId, List<Outcome>> told = new ConcurrentHashMap<>();
    volatile End end = (_, _) -> {
    };
    private final String kind;
    private final Duration limit;
    private final Work work;

    /** What happens when it is told of an end. */
    interface End {
        void ended(Command command, Outcome outcome) throws Exception;
    }

    CountingHandler(String kind, Work work) {
        this(kind, Duration.ofMinutes(1), work);
    }

    CountingHandler(String kind, Duration limit, Work work) {
        this.kind = kind;
        this.limit = limit;
        this.work = work;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public Duration timeLimit() {
        return limit;
    }

    @Override
    public JobResult run(Command command, Attempt attempt) throws Exception {
        runs.computeIfAbsent(command.job(), _ -> new AtomicInteger()).incrementAndGet();
        mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
            return new JobResult(Map.of("worked", work.run(command, attempt)), List.of(), null);
        } finally {
            running.decrementAndGet();
        }
    }

    @Override
    public void ended(Command command, Outcome outcome) throws Exception {
        told.computeIfAbsent(command.job(), _ -> new CopyOnWriteArrayList<>()).add(outcome);
        end.ended(command, outcome);
    }

    /** The ends that it was told of, each time. */
    List<Outcome> told(JobId job) {
        return told.getOrDefault(job, List.of());
    }

    int runs(JobId job) {
        AtomicInteger count = runs.get(job);
        return count == null ? 0 : count.get();
    }
}
