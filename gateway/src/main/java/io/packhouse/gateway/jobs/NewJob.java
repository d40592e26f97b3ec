package io.packhouse.gateway.jobs;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Topic;

/**
 * A job that somebody asks for.
 *
 * @param topic
 *            the queue that it goes to
 * @param kind
 *            see {@link io.packhouse.contracts.Kind}
 * @param caller
 *            who asks: the name of a token, or of an interface for anonymous callers
 * @param idempotencyKey
 *            the caller's key for this request, 1 to 255 characters; null when it gave none
 * @param fingerprint
 *            the SHA-256 of the request as the caller sent it: another one under the same key is refused
 * @param traceparent
 *            W3C trace context; null when unknown
 * @param body
 *            makes the command's body, to be written as JSON, of the job's id: for commands that speak of themselves
 */
public record NewJob(Topic topic, String kind, String caller, @Nullable String idempotencyKey, String fingerprint,
        @Nullable String traceparent, Function<JobId, Object> body) {

    /** A job whose command does not need to know its id. */
    public NewJob(Topic topic, String kind, String caller, @Nullable String idempotencyKey, String fingerprint,
            @Nullable String traceparent, Object body) {
        this(topic, kind, caller, idempotencyKey, fingerprint, traceparent, (JobId _) -> body);
    }
}
