package io.packhouse.gateway.jobs;

import java.time.Duration;
import java.util.Optional;

import io.vertx.core.Future;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Outcome;

/**
 * The one door to jobs for the interfaces of the gateway. Called on an event loop; never blocks. Failed futures carry a
 * {@link io.packhouse.contracts.FailureException}.
 */
public interface Jobs {

    /**
     * Accepts a job: one durable write. Completed when the command is acknowledged by Kafka ({@code acks=all}) and not
     * before. {@code UNAVAILABLE} means that the outcome of the write is unknown: the job may still run, and a repeat
     * with the same idempotency key is the same job.
     */
    Future<JobId> submit(NewJob job);

    /**
     * Waits until the job has ended.
     *
     * @param limit
     *            how long; when it has passed, the future completes empty and the job goes on
     * @return how the job ended, with the sealed bytes for this call where the event brought some
     */
    Future<Optional<Ending>> await(JobId id, Duration limit);

    /** The outcome of a job, or empty while it has none (or when there is no such job). */
    Future<Optional<Outcome>> outcome(JobId id);

    /** What is known of a job as of now, or empty when there is no such job. */
    Future<Optional<JobStatus>> find(JobId id);

    /**
     * Cancels a job: creates the outcome {@code cancelled}, unless it has one.
     *
     * @return the outcome that stands, which may be another one
     */
    Future<Outcome> cancel(JobId id, String by);
}
