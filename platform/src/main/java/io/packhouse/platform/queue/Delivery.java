package io.packhouse.platform.queue;

import java.time.Duration;
import java.util.Map;
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

    private final Envelope envelope;
    private final CompletableFuture<Disposition> done = new CompletableFuture<>();
    private final Thread thread;
    private volatile @Nullable RunningAttempt attempt;

    private Delivery(Envelope envelope, JobRunner runner, Map<String, String> headers, byte[] value, JobHandler handler) {
        this.envelope = envelope;
        this.thread = Thread.ofVirtual().name("job-" + envelope.job()).unstarted(() -> {
            try {
                done.complete(runner.run(envelope, headers, value, handler, begun -> attempt = begun));
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

    static Delivery begin(Envelope envelope, JobRunner runner, Map<String, String> headers, byte[] value,
            JobHandler handler) {
        Delivery delivery = new Delivery(envelope, runner, headers, value, handler);
        delivery.thread.start();
        return delivery;
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
