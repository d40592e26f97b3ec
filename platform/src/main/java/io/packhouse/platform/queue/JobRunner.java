package io.packhouse.platform.queue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.Command;
import io.packhouse.contracts.Event;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.JobState;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Outcome;
import io.packhouse.platform.jobs.CommandRecords.Envelope;
import io.packhouse.platform.jobs.JobEvents;
import io.packhouse.platform.jobs.JobKeys;
import io.packhouse.platform.jobs.Outcomes;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.objects.ObjectStore.Durability;
import io.packhouse.platform.trace.TraceContext;
import io.packhouse.platform.trace.TraceScope;

/**
 * Runs one delivery of a job, from the look for an outcome to the outcome. Plain blocking code on the attempt's own thread;
 * knows nothing of locks and acknowledgements.
 */
final class JobRunner {

    private static final Logger log = LoggerFactory.getLogger(JobRunner.class);

    private final ObjectStore objects;
    private final Outcomes outcomes;
    private final JobEvents events;
    private final Ending ending;
    private final EndedCalls endedCalls;
    private final AttemptMarkers markers;
    private final DeadLetters deadLetters;
    private final QueueMetrics metrics;
    private final QueueSettings settings;
    private final String worker;

    JobRunner(ObjectStore objects, JobEvents events, DeadLetters deadLetters, QueueMetrics metrics, QueueSettings settings,
            String worker) {
        this.objects = objects;
        this.outcomes = new Outcomes(objects);
        this.events = events;
        this.ending = new Ending(outcomes, events);
        this.endedCalls = new EndedCalls(objects);
        this.markers = new AttemptMarkers(objects);
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.settings = settings;
        this.worker = worker;
    }

    /** Whether somebody has ended the job meanwhile. */
    boolean hasEnded(JobId job) {
        return outcomes.find(job).isPresent();
    }

    /**
     * Runs a job.
     *
     * @throws InterruptedException
     *             when the attempt was stopped; it counts, unless {@link #takeBack} is called
     */
    Disposition run(Received received, JobHandler handler, Watcher watcher) throws InterruptedException {
        Envelope envelope = received.envelope();
        JobId job = envelope.job();
        Optional<Outcome> standing = outcomes.find(job);
        if (standing.isPresent()) {
            watcher.ends();
            endedCalls.owe(job);
            ending.tell(job, standing.get(), null);
            return told(endedCalls.makeOwed(handler, received, standing.get()));
        }
        String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        int number = markers.begin(job, id, settings.attempts());
        if (number > settings.attempts()) {
            watcher.ends();
            return giveUp(received, handler);
        }
        RunningAttempt attempt = new RunningAttempt(job, id, number, events);
        watcher.begins(attempt);
        events.tell(new Event.Started(job, Instant.now(), id, number, worker));
        metrics.began(envelope.kind(), Duration.between(envelope.acceptedAt(), Instant.now()));
        try (var _ = TraceScope.open(TraceContext.parseOrNewRoot(envelope.traceparent()).child(), job, id)) {
            return run(received, handler, attempt, watcher);
        }
    }

    private Disposition run(Received received, JobHandler handler, RunningAttempt attempt, Watcher watcher)
            throws InterruptedException {
        Command command;
        try {
            command = received.read(objects);
        } catch (FailureException e) {
            if (isPassing(e.failure().code())) {
                throw e;
            }
            // Nobody can be told: who would be is written where nothing can be read.
            watcher.ends();
            ending.end(received.envelope().job(),
                    new Outcome.Failed(received.envelope().kind(), Instant.now(), attempt.id(), e.failure()), null);
            return Disposition.DONE;
        }
        Optional<Outcome> outcome = run(received, command, handler, attempt, watcher);
        return outcome.isEmpty() ? Disposition.AGAIN : told(endedCalls.make(handler, command, outcome.get()));
    }

    /** Answers the outcome that stands then, or empty when the job is to be tried again. */
    private Optional<Outcome> run(Received received, Command command, JobHandler handler, RunningAttempt attempt,
            Watcher watcher) throws InterruptedException {
        JobId job = command.job();
        String kind = command.kind();
        String id = attempt.id();
        long from = System.nanoTime();
        String ended = "retry";
        try {
            JobResult result = run(command, handler, attempt);
            watcher.ends();
            Outcome outcome = ending.end(job,
                    new Outcome.Succeeded(kind, Instant.now(), id, Json.tree(result.result()), result.artifacts()),
                    result.sealed());
            ended = JobState.of(outcome).wire();
            return Optional.of(outcome);
        } catch (FailureException e) {
            if (isPassing(e.failure().code())) {
                log.atWarn().addKeyValue("number", attempt.number())
                        .addKeyValue("cause", e.failure().message()).log("An attempt could not go on");
                if (attempt.number() < settings.attempts()) {
                    return Optional.empty();
                }
                // Ended here and not by one more delivery, which would not know why.
                watcher.ends();
                Outcome outcome = exhausted(received, id, "; the last time: " + e.failure().message());
                ended = JobState.of(outcome).wire();
                return Optional.of(outcome);
            }
            watcher.ends();
            Outcome outcome = ending.end(job, new Outcome.Failed(kind, Instant.now(), id, e.failure()), null);
            ended = JobState.of(outcome).wire();
            return Optional.of(outcome);
        } catch (InterruptedException e) {
            ended = "stopped";
            throw e;
        } catch (Exception e) {
            attempt.log("failed: " + e);
            log.atError().addKeyValue("number", attempt.number()).setCause(e)
                    .log("An attempt failed by a fault of ours and is tried again");
            return Optional.empty();
        } finally {
            Duration time = Duration.ofNanos(System.nanoTime() - from);
            metrics.ended(kind, ended, time);
            log.atInfo().addKeyValue("kind", kind).addKeyValue("number", attempt.number())
                    .addKeyValue("ended", ended).addKeyValue("ms", time.toMillis()).log("An attempt is over");
            keepLog(job, attempt);
        }
    }

    private static JobResult run(Command command, JobHandler handler, RunningAttempt attempt) throws Exception {
        try {
            return handler.run(command, attempt);
        } finally {
            attempt.tellLines();
        }
    }

    private static Disposition told(boolean told) {
        return told ? Disposition.DONE : Disposition.UNTOLD;
    }

    /** Told how far a run is. */
    interface Watcher {
        /** An attempt has its number. */
        void begins(RunningAttempt attempt);

        /** The handler has done its part, or has none: from now on the run only ends the job and tells of that. */
        void ends();
    }

    private static boolean isPassing(Failure.Code code) {
        return code == Failure.Code.UNAVAILABLE || code == Failure.Code.STORAGE_FULL;
    }

    private Disposition giveUp(Received received, JobHandler handler) throws InterruptedException {
        Outcome stands = exhausted(received, null, " and ended none of them");
        return told(endedCalls.makeOwed(handler, received, stands));
    }

    /** Ends a job that had all its attempts; answers the outcome that stands. */
    private Outcome exhausted(Received received, @Nullable String attempt, String how) throws InterruptedException {
        Envelope envelope = received.envelope();
        Failure failure = new Failure(Failure.Code.ATTEMPTS_EXHAUSTED,
                "the job was tried " + settings.attempts() + " times" + how);
        Outcome stands = ending.end(envelope.job(), new Outcome.Failed(envelope.kind(), Instant.now(), attempt, failure),
                null);
        if (stands instanceof Outcome.Failed) {
            deadLetters.copy(envelope.job().value(), received.headers(), received.value(), failure.message());
        }
        log.atError().addKeyValue("job", envelope.job()).addKeyValue("kind", envelope.kind()).log("Gave a job up");
        return stands;
    }

    /** Ends a job that ran longer than it may; its handler is told by the next {@link #run}. */
    void expire(Envelope envelope, RunningAttempt attempt, Duration limit) throws InterruptedException {
        ending.end(envelope.job(), new Outcome.Failed(envelope.kind(), Instant.now(), attempt.id(),
                new Failure(Failure.Code.TIME_LIMIT, "the job ran longer than " + limit.toSeconds() + " s")), null);
    }

    /** An attempt that was released on drain does not count. */
    void takeBack(JobId job, RunningAttempt attempt) {
        markers.takeBack(job, attempt.number());
    }

    private void keepLog(JobId job, RunningAttempt attempt) {
        if (!attempt.lines().isEmpty()) {
            try {
                objects.createOnce(JobKeys.attemptLog(job, attempt.id()),
                        String.join("\n", attempt.lines()).getBytes(StandardCharsets.UTF_8), Durability.PROCESS);
            } catch (FailureException e) {
                log.atWarn().addKeyValue("job", job).addKeyValue("cause", e.failure().message())
                        .log("An attempt's log could not be kept");
            }
        }
    }
}
