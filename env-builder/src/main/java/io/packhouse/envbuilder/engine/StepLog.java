package io.packhouse.envbuilder.engine;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import io.packhouse.platform.queue.Attempt;

/** Tells the job of its steps, one line each, and counts them. For any thread. */
final class StepLog {

    private final Attempt attempt;
    private final MeterRegistry metrics;
    private final AtomicInteger steps = new AtomicInteger();
    private final int allSteps;

    /**
     * @param allSteps
     *            of the build, those of each side counted
     */
    StepLog(Attempt attempt, MeterRegistry metrics, int allSteps) {
        this.attempt = attempt;
        this.metrics = metrics;
        this.allSteps = allSteps;
    }

    void line(String line) {
        attempt.log(line);
    }

    /** A step is over: {@code from} is {@link System#nanoTime} of its beginning. */
    void ended(String step, String kind, Done done, long from) {
        Duration time = Duration.ofNanos(System.nanoTime() - from);
        String how = done.how().name().toLowerCase(Locale.ROOT);
        count(kind, how, time);
        attempt.log("step " + step + " " + kind + " " + how + (done.how() == Done.How.DONE
                ? " " + time.toMillis() + " ms " + BlobsOf.size(done.value()) + " bytes"
                : ""));
    }

    void failed(String step, String kind, String sentence, long from) {
        count(kind, "failed", Duration.ofNanos(System.nanoTime() - from));
        attempt.log("step " + step + " " + kind + " failed: " + sentence);
    }

    /** All of one step of the recipe is over on one side. */
    void over(String step) {
        attempt.progress((double) steps.incrementAndGet() / Math.max(1, allSteps), "step " + step);
    }

    private void count(String kind, String how, Duration time) {
        Timer.builder("packhouse.environments.steps")
                .description("Runs of steps, by their kind and where the result was from")
                .tag("kind", kind).tag("result", how).register(metrics).record(time);
    }
}
