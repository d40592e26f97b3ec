package io.packhouse.gateway.jobs;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.JobState;
import io.packhouse.contracts.Outcome;

/**
 * What the gateway knows of a job.
 *
 * @param kind
 *            null while only an event without it was seen
 * @param acceptedAt
 *            null when the command is no longer on its topic
 * @param attempts
 *            the attempts seen, oldest first
 * @param progress
 *            the last that was told; null when nothing was
 * @param outcome
 *            null while the job has none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobStatus(JobId id, @Nullable String kind, JobState state, @Nullable String caller,
        @Nullable Instant acceptedAt, List<AttemptSeen> attempts, @Nullable ProgressSeen progress,
        @Nullable Outcome outcome) {

    public JobStatus {
        attempts = List.copyOf(attempts);
    }

    /** An attempt that began. */
    public record AttemptSeen(String id, int number, String worker, Instant startedAt) {
    }

    /** The last progress told; {@code done} is 0 to 1. */
    public record ProgressSeen(double done, String step, Instant at) {
    }
}
