package io.packhouse.platform.jobs;

import java.util.Optional;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Outcome;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.objects.ObjectStore.Created;
import io.packhouse.platform.objects.ObjectStore.Durability;

/**
 * How jobs ended. A job ends when its outcome is created, which happens once: whoever comes second sees what is there.
 * Methods block; not for event loops.
 */
public final class Outcomes {

    private final ObjectStore objects;

    public Outcomes(ObjectStore objects) {
        this.objects = objects;
    }

    /** The outcome of a job, or empty while it has none. */
    public Optional<Outcome> find(JobId job) {
        return objects.get(JobKeys.outcome(job)).map(bytes -> Json.read(bytes, Outcome.class));
    }

    /** Ends a job, unless it has ended. The answer says whether this call did it, and the outcome that stands. */
    public Decision decide(JobId job, Outcome outcome) {
        return switch (objects.createOnce(JobKeys.outcome(job), Json.write(outcome), Durability.POWER)) {
            case Created.New _ -> new Decision(true, outcome);
            case Created.Existed existed -> new Decision(false, Json.read(existed.bytes(), Outcome.class));
        };
    }

    /**
     * @param mine
     *            whether the call's own outcome stands
     * @param outcome
     *            the outcome that stands
     */
    public record Decision(boolean mine, Outcome outcome) {
    }
}
