package io.packhouse.contracts;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Something that happened to a job, on the {@link Topic#EVENTS} log. An event may be lost or repeated without harm: events
 * tell, the object store knows.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = Event.Unknown.class)
@JsonSubTypes({@JsonSubTypes.Type(Event.Started.class), @JsonSubTypes.Type(Event.Progress.class),
        @JsonSubTypes.Type(Event.Logged.class), @JsonSubTypes.Type(Event.Ended.class),
        @JsonSubTypes.Type(Event.Unknown.class)})
public sealed interface Event {

    /** The job that this happened to. */
    JobId job();

    /** When, by the clock of the writer. */
    Instant at();

    /**
     * An attempt began.
     *
     * @param attempt
     *            a random id
     * @param number
     *            1 for the first attempt
     * @param worker
     *            the name of the process that runs it
     */
    @JsonTypeName("started")
    record Started(JobId job, Instant at, String attempt, int number, String worker) implements Event {
        public Started {
            check(job, at);
            requireNonNull(attempt, "an attempt's id is missing");
            requireNonNull(worker, "an attempt's worker is missing");
        }
    }

    /**
     * An attempt got further.
     *
     * @param done
     *            how much is done, 0 to 1
     * @param step
     *            what it does now
     */
    @JsonTypeName("progress")
    record Progress(JobId job, Instant at, String attempt, double done, String step) implements Event {
        public Progress {
            check(job, at);
            requireNonNull(attempt, "an attempt's id is missing");
            step = step == null ? "" : step;
        }
    }

    /** A line of an attempt's log. */
    @JsonTypeName("log")
    record Logged(JobId job, Instant at, String attempt, String line) implements Event {
        public Logged {
            check(job, at);
            requireNonNull(attempt, "an attempt's id is missing");
            requireNonNull(line, "a log's line is missing");
        }
    }

    /**
     * The job has an outcome; read it from the object store.
     *
     * @param kind
     *            the job's kind
     * @param state
     *            how it ended
     * @param sealed
     *            made private keys, encrypted to the one call that waits for them; null in every other case, also when the
     *            same end is told again
     */
    @JsonTypeName("ended")
    record Ended(JobId job, Instant at, String kind, JobState state,
            @JsonInclude(JsonInclude.Include.NON_NULL) byte @Nullable [] sealed) implements Event {
        public Ended {
            check(job, at);
            requireNonNull(kind, "a job's kind is missing");
            requireNonNull(state, "how the job ended is missing");
        }
    }

    /** An event that a newer version wrote. */
    @JsonTypeName("unknown")
    record Unknown(JobId job, Instant at) implements Event {
        public Unknown {
            check(job, at);
        }
    }

    private static void check(JobId job, Instant at) {
        requireNonNull(job, "an event's job is missing");
        requireNonNull(at, "an event's time is missing");
    }
}
