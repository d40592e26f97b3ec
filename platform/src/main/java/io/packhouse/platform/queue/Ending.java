package io.packhouse.platform.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.Event;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.JobState;
import io.packhouse.contracts.Outcome;
import io.packhouse.platform.jobs.JobEvents;
import io.packhouse.platform.jobs.Outcomes;

/**
 * Ends jobs: first the outcome, created once, then the event that tells of it. Only the call whose outcome stands tells
 * sealed bytes.
 */
final class Ending {

    private static final Logger log = LoggerFactory.getLogger(Ending.class);
    private static final Duration TELL_LIMIT = Duration.ofSeconds(5);

    private final Outcomes outcomes;
    private final JobEvents events;

    Ending(Outcomes outcomes, JobEvents events) {
        this.outcomes = outcomes;
        this.events = events;
    }

    /** Ends a job, unless it has ended, and tells; answers the outcome that stands. Blocks. */
    Outcome end(JobId job, Outcome wanted, byte @Nullable [] sealed) throws InterruptedException {
        Outcomes.Decision decision = outcomes.decide(job, wanted);
        tell(job, decision.outcome(), decision.mine() ? sealed : null);
        return decision.outcome();
    }

    /** Tells that a job has ended: once more, where it was told before. */
    void tell(JobId job, Outcome outcome, byte @Nullable [] sealed) throws InterruptedException {
        Event.Ended event = new Event.Ended(job, Instant.now(), outcome.kind(), JobState.of(outcome), sealed);
        try {
            events.tell(event).toCompletionStage().toCompletableFuture().get(TELL_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            // The outcome stands and can be read; gateways look for it by themselves when no event comes.
            log.atWarn().addKeyValue("job", job).addKeyValue("cause", e.toString())
                    .log("The end of a job could not be told");
        }
    }
}
