package io.packhouse.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a job stands. The last three are final. */
public enum JobState {
    /** Accepted, and waiting for a worker. */
    @JsonProperty("queued")
    QUEUED,
    /** An attempt was seen to begin. */
    @JsonProperty("running")
    RUNNING,
    /** Ended with a result. */
    @JsonProperty("succeeded")
    SUCCEEDED,
    /** Ended with a failure. */
    @JsonProperty("failed")
    FAILED,
    /** Called off. */
    @JsonProperty("cancelled")
    CANCELLED;

    /** Whether the job has an outcome. */
    public boolean isFinal() {
        return this != QUEUED && this != RUNNING;
    }

    /** The state that {@code outcome} stands for. */
    public static JobState of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded _ -> SUCCEEDED;
            case Outcome.Failed _ -> FAILED;
            case Outcome.Cancelled _ -> CANCELLED;
        };
    }

    /** The state as it is written in JSON. */
    public String wire() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
