package io.packhouse.gateway.installers;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.installers.BuildInstallers;
import io.packhouse.gateway.jobs.NewJob;

/**
 * Who asks for installers, and how: all of a job but its body.
 *
 * @param caller
 *            the name of a token, or of an interface for anonymous callers
 * @param idempotencyKey
 *            null when the caller gave none
 * @param fingerprint
 *            the SHA-256 of the request's body as it came
 * @param traceparent
 *            null when unknown
 */
record Submission(String caller, @Nullable String idempotencyKey, String fingerprint, @Nullable String traceparent) {

    /** The job that does {@code command}. */
    NewJob job(BuildInstallers command) {
        return new NewJob(Topic.WORK_INSTALLERS, Kind.INSTALLERS, caller, idempotencyKey, fingerprint, traceparent, command);
    }
}
