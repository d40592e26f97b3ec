package io.packhouse.platform.queue;

import java.time.Duration;

import io.packhouse.contracts.Command;
import io.packhouse.contracts.Outcome;

/**
 * Does the jobs of one kind. Called on a virtual thread of its own per attempt; plain blocking code is right. Two attempts
 * of one job may run at the same time, also in two processes: a handler must not change anything that somebody can see,
 * except by what it returns.
 */
public interface JobHandler {

    /** The kind of commands that this handles, see {@link io.packhouse.contracts.Kind}. */
    String kind();

    /** How long an attempt may run; after that its thread is interrupted and the job fails with {@code TIME_LIMIT}. */
    Duration timeLimit();

    /**
     * Does the job.
     *
     * @return what becomes the job's outcome, unless another attempt or a cancellation was faster
     * @throws io.packhouse.contracts.FailureException
     *             ends the job with that failure; but {@code UNAVAILABLE} and {@code STORAGE_FULL} only end this attempt
     * @throws InterruptedException
     *             when the attempt was stopped: lost lock, time limit, cancelled, or drained
     * @throws Exception
     *             any other: ends this attempt, and the job is tried again until its attempts are used up
     */
    JobResult run(Command command, Attempt attempt) throws Exception;

    /**
     * Told how a job ended, whoever ended it: a handler, a cancellation, a limit, or the queue that gave it up. Called at least
     * once for each job before its record is acknowledged, perhaps several times, on any worker; so it must do the same again
     * without harm. Plain blocking code is right.
     *
     * <p>
     * The outcome stands and is durable before this is called. The time counts against {@link #timeLimit}, attempts of the job do
     * not.
     *
     * @throws io.packhouse.contracts.FailureException
     *             with {@code INVALID_REQUEST}: the command names nobody who could be told; this is not called again
     * @throws InterruptedException
     *             when the call was stopped: lost lock, time limit, or drained; this is called again
     * @throws Exception
     *             any other: the record is not acknowledged, and this is called again later
     */
    default void ended(Command command, Outcome outcome) throws Exception {
        // Most kinds tell nobody.
    }
}
