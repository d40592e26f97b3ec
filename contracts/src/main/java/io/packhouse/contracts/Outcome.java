package io.packhouse.contracts;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * How a job ended. An outcome is an object of the store that is created once, so that of all attempts and cancellations
 * exactly one decides; everybody else sees what is there and changes nothing.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonSubTypes({@JsonSubTypes.Type(Outcome.Succeeded.class), @JsonSubTypes.Type(Outcome.Failed.class),
        @JsonSubTypes.Type(Outcome.Cancelled.class)})
public sealed interface Outcome {

    /** The kind of the job, such as {@link Kind#INSTALLERS}. */
    String kind();

    /** When the outcome was made, by the clock of its maker. */
    Instant endedAt();

    /**
     * The job did what was asked.
     *
     * @param attempt
     *            the id of the attempt that made this outcome
     * @param result
     *            what the kind promises, such as {@link io.packhouse.contracts.installers.InstallersBuilt}
     * @param artifacts
     *            the files that the job made; only an outcome names artifacts
     */
    @JsonTypeName("succeeded")
    record Succeeded(String kind, Instant endedAt, String attempt, JsonNode result, List<Artifact> artifacts)
            implements
                Outcome {
        public Succeeded {
            check(kind, endedAt);
            requireNonNull(attempt, "the id of the attempt is missing");
            requireNonNull(result, "the result is missing");
            artifacts = artifacts == null ? List.of() : List.copyOf(artifacts);
        }
    }

    /**
     * The job will never do what was asked.
     *
     * @param attempt
     *            the id of the attempt that made this outcome; null when none ran
     */
    @JsonTypeName("failed")
    record Failed(String kind, Instant endedAt, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String attempt,
            Failure failure) implements Outcome {
        public Failed {
            check(kind, endedAt);
            requireNonNull(failure, "the failure is missing");
        }
    }

    /**
     * The job was called off before it ended.
     *
     * @param by
     *            who called it off
     */
    @JsonTypeName("cancelled")
    record Cancelled(String kind, Instant endedAt, String by) implements Outcome {
        public Cancelled {
            check(kind, endedAt);
            requireNonNull(by, "who called the job off is missing");
        }
    }

    private static void check(String kind, Instant endedAt) {
        requireNonNull(kind, "the job's kind is missing");
        requireNonNull(endedAt, "the time of the end is missing");
    }
}
