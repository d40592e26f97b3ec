package io.packhouse.gateway.installers;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.installers.InstallersBuilt;

/** What there is under a build id. */
sealed interface Build {

    /** Installers that can be downloaded. */
    record Ready(JobId id, Outcome.Succeeded outcome, InstallersBuilt result) implements Build {
    }

    /** A build that was accepted and has not ended. */
    record Unfinished() implements Build {
    }

    /**
     * Nothing, and there never will be.
     *
     * @param why
     *            a sentence for the one who asked
     */
    record None(String why) implements Build {
    }

    /** The build that a job's outcome stands for; a job of another kind is none. */
    static Build of(JobId id, Outcome outcome) {
        if (!outcome.kind().equals(Kind.INSTALLERS)) {
            return unknown(id);
        }
        return switch (outcome) {
            case Outcome.Succeeded succeeded ->
                new Ready(id, succeeded, Json.convert(succeeded.result(), InstallersBuilt.class));
            case Outcome.Failed failed -> new None("the build " + id + " failed: " + failed.failure().message());
            case Outcome.Cancelled _ -> new None("the build " + id + " was called off before it ended");
        };
    }

    /** Nobody has asked for such a build. */
    static None unknown(JobId id) {
        return new None("the build " + id + " does not exist");
    }
}
