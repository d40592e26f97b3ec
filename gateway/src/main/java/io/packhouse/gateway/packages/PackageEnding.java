package io.packhouse.gateway.packages;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.packages.CatalogueAnswer;

/** What became of a job that changes the catalogue, as far as a call has waited for it. */
sealed interface PackageEnding {

    /** The job. */
    JobId job();

    /** The job has succeeded, and this gateway's catalogue has its record. */
    record Answered(JobId job, Outcome.Succeeded outcome, CatalogueAnswer answer) implements PackageEnding {
    }

    /** The job has failed or was cancelled, and has changed nothing. */
    record Refused(JobId job, Outcome outcome) implements PackageEnding {

        /** Why, for the one who asked. */
        String message() {
            return switch (outcome) {
                case Outcome.Failed failed -> failed.failure().message();
                case Outcome.Cancelled cancelled -> "cancelled by " + cancelled.by();
                case Outcome.Succeeded _ -> "";
            };
        }
    }

    /** Nothing is known yet; the job goes on. */
    record Pending(JobId job) implements PackageEnding {

        /** What the caller is told. */
        Failure failure() {
            return new Failure(Failure.Code.UNAVAILABLE,
                    "accepted as job " + job + ", which has not ended yet; look at /api/v1/jobs/" + job);
        }
    }
}
