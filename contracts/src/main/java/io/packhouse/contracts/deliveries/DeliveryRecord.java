package io.packhouse.contracts.deliveries;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.JobId;

/**
 * A record of the {@link io.packhouse.contracts.Topic#DELIVERIES} log, keyed by {@link Origin}. The state of a delivery is
 * the fold of its records in offset order; each of them may come twice.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = DeliveryRecord.Unknown.class)
@JsonSubTypes({@JsonSubTypes.Type(DeliveryRecord.Wanted.class), @JsonSubTypes.Type(DeliveryRecord.Attempting.class),
        @JsonSubTypes.Type(DeliveryRecord.Attempted.class), @JsonSubTypes.Type(DeliveryRecord.Replayed.class),
        @JsonSubTypes.Type(DeliveryRecord.Carried.class),
        @JsonSubTypes.Type(DeliveryRecord.Unknown.class)})
public sealed interface DeliveryRecord {

    /** What the id of a delivery begins with. */
    String ID_PREFIX = "dlv_";

    /** The job that the delivery tells of; there is one delivery per job, so this names it. */
    JobId job();

    /** When, by the clock of the writer. */
    Instant at();

    /** The id of the delivery of a job, the {@code webhook-id} of all its attempts. */
    static String idOf(JobId job) {
        return ID_PREFIX + job.value();
    }

    /** What is to be delivered, where {@code record} says that. */
    static Optional<Wanted> wantedOf(DeliveryRecord record) {
        return switch (record) {
            case Wanted wanted -> Optional.of(wanted);
            case Replayed replayed -> Optional.of(replayed.wanted());
            case Carried carried -> Optional.of(carried.wanted());
            case Attempting _,Attempted _,Unknown _ -> Optional.empty();
        };
    }

    /** The job whose delivery has this id; empty when it does not have the form of one. */
    static Optional<JobId> jobOf(String id) {
        return id.startsWith(ID_PREFIX) ? JobId.parse(id.substring(ID_PREFIX.length())) : Optional.empty();
    }

    /**
     * A job has ended and its caller is to be told.
     *
     * @param url
     *            where to
     * @param secretName
     *            the name of the secret to send; empty for the first one
     * @param fields
     *            the form's fields in order, without {@code secret}
     */
    @JsonTypeName("wanted")
    record Wanted(JobId job, Instant at, String url, String secretName, Map<String, String> fields)
            implements
                DeliveryRecord {
        public Wanted {
            check(job, at);
            Objects.requireNonNull(url, "where to deliver to is missing");
            secretName = secretName == null ? "" : secretName;
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }

    /**
     * An attempt begins; written before the first byte is sent, so that attempts are never undercounted.
     *
     * @param number
     *            1 for the first, counted over all schedules
     * @param worker
     *            the process that makes it
     */
    @JsonTypeName("attempting")
    record Attempting(JobId job, Instant at, int number, String worker) implements DeliveryRecord {
        public Attempting {
            check(job, at);
        }
    }

    /**
     * An attempt is over; or, under the number of the next one, the delivery is given up without it.
     *
     * @param status
     *            the receiver's HTTP status; null when it gave none
     * @param millis
     *            how long it took
     * @param answer
     *            the first bytes of the receiver's answer, or in words why there was none
     * @param state
     *            what follows from it
     * @param next
     *            when the next attempt is due; null unless {@code state} is {@code PENDING}
     */
    @JsonTypeName("attempted")
    record Attempted(JobId job, Instant at, int number, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer status,
            long millis, String answer, DeliveryState state,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant next) implements DeliveryRecord {
        public Attempted {
            check(job, at);
            Objects.requireNonNull(state, "the state is missing");
            answer = answer == null ? "" : answer;
        }
    }

    /**
     * Somebody wants the delivery made again, from the first entry of the schedule. Says all that is needed for it, because the
     * owner of the partition forgets deliveries that are over.
     *
     * @param by
     *            who
     * @param attempts
     *            how many attempts were made before; further ones are counted on from here
     * @param wanted
     *            the delivery as it was wanted first
     */
    @JsonTypeName("replayed")
    record Replayed(JobId job, Instant at, String by, int attempts, Wanted wanted) implements DeliveryRecord {
        public Replayed {
            check(job, at);
            Objects.requireNonNull(wanted, "what is to be delivered again is missing");
        }
    }

    /**
     * The state of a delivery that has waited for long, written once more where the log has got to, so that a new owner need
     * not read on from where it was wanted. Changes nothing.
     *
     * @param attempts
     *            how many attempts were made
     * @param before
     *            how many of those were made before the present schedule
     * @param refusals
     *            how many of the present schedule's attempts were refused
     * @param since
     *            when the present schedule began
     * @param next
     *            when the next attempt is due
     * @param wanted
     *            the delivery as it was wanted first
     */
    @JsonTypeName("carried")
    record Carried(JobId job, Instant at, int attempts, int before, int refusals, Instant since, Instant next, Wanted wanted)
            implements
                DeliveryRecord {
        public Carried {
            check(job, at);
            Objects.requireNonNull(since, "the begin of the schedule is missing");
            Objects.requireNonNull(next, "when the next attempt is due is missing");
            Objects.requireNonNull(wanted, "what is to be delivered is missing");
        }
    }

    /** A record that a newer version wrote. */
    @JsonTypeName("unknown")
    record Unknown(JobId job, Instant at) implements DeliveryRecord {
        public Unknown {
            check(job, at);
        }
    }

    private static void check(JobId job, Instant at) {
        Objects.requireNonNull(job, "a delivery's job is missing");
        Objects.requireNonNull(at, "a delivery's time is missing");
    }
}
