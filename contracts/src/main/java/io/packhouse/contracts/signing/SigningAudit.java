package io.packhouse.contracts.signing;

import java.time.Instant;
import java.util.Objects;

import io.packhouse.contracts.JobId;

/**
 * That a signature was made: a record of {@link io.packhouse.contracts.Topic#AUDIT_SIGNING}, keyed by the key's name. Written
 * before the signature can be seen by anybody, so that there is none without one; it may come twice.
 *
 * @param caller
 *            who asked
 * @param worker
 *            the process that signed
 */
public record SigningAudit(JobId job, Instant at, String caller, String worker, SignatureName signature) {

    public SigningAudit {
        Objects.requireNonNull(job, "the job is missing");
        Objects.requireNonNull(at, "the time is missing");
        Objects.requireNonNull(caller, "the caller is missing");
        Objects.requireNonNull(signature, "the signature's name is missing");
    }
}
