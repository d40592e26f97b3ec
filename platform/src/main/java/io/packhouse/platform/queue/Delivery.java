package io.packhouse.platform.queue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.platform.jobs.CommandRecords.Envelope;

/** One delivery of a job, running on a virtual thread of its own while a permit keeps its lock. */
final class Delivery {

    private static final Logger log = LoggerFactory.getLogger(Delivery.class);
    /** How long a stopped job may go on before it is left to itself. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final Work work;
    private final Envelope envelope;
    private final CompletableFuture<Disposition> done = new CompletableFuture<>();
    private final Thread thread;
    private volatile @Nullable RunningAttempt attempt;
    private volatile boolean ending;

    /** What is to be run. */
    private record Work(JobRunner runner, Received received, JobHandler handler) {
        Disposition run(JobRunner.Watcher watcher) throws InterruptedException {
            return runner.run(received, handler, watcher);
        }
    }

    private Delivery(Work work) {
        this.work = work;
        this.envelope = work.received().envelope();
        this.thread = Thread.ofVirtual().name("job-" + envelope.job()).unstarted(() -> {
            try {
                done.complete(work.run(watcher()));
            } catch (InterruptedException e) {
                done.cancel(false);
            } catch (Throwable e) {
                // What goes wrong outside the handler: the store or the log could not be reached.
                log.atWarn().addKeyValue("job", envelope.job()).addKeyValue("cause", e.toString())
                        .log("A delivery could not go on and is given back");
                done.complete(Disposition.AGAIN);
                if (e instanceof VirtualMachineError error) {
                    throw error;
                }
            }
        });
    }

    static Delivery begin(JobRunner runner, Received received, JobHandler handler) {
        return begin(new Work(runner, received, handler));
    }

    private static Delivery begin(Work work) {
        Delivery delivery = new Delivery(work);
        delivery.thread.start();
        return delivery;
    }

    private JobRunner.Watcher watcher() {
        return new JobRunner.Watcher() {
            @Override
            public void begins(RunningAttempt begun) {
                attempt = begun;
            }

            @Override
            public void ends() {
                ending = true;
            }
        };
    }

    /** Begins the same once more, when this was stopped because the job has an outcome: it finds that and tells the handler. */
    Delivery again() {
        return begin(work);
    }

    /** Whether all that is left is the outcome, or telling of it: then an outcome that stands is no reason to stop. */
    boolean isEnding() {
        return ending;
    }

    Envelope envelope() {
        return envelope;
    }

    /** The attempt, or null before it has its number. */
    @Nullable
    RunningAttempt attempt() {
        return attempt;
    }

    /** Waits for the end of the run; empty when {@code nanos} have passed before. */
    Optional<Disposition> await(long nanos) throws InterruptedException {
        try {
            return Optional.of(done.get(Math.max(nanos, 1), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException | java.util.concurrent.CancellationException e) {
            return Optional.of(Disposition.AGAIN);
        }
    }

    /**
     * Interrupts the run and waits for its end.
     *
     * @return how it ended all the same, or empty when it was stopped
     */
    Optional<Disposition> stop() throws InterruptedException {
        if (done.isDone() && !done.isCancelled()) {
            return await(1);
        }
        thread.interrupt();
        if (!thread.join(STOP_LIMIT)) {
            log.atError().addKeyValue("job", envelope.job()).addKeyValue("kind", envelope.kind())
                    .log("A job does not heed its interrupt and is left to itself");
            return Optional.empty();
        }
        return done.isCancelled() ? Optional.empty() : await(1);
    }
}
