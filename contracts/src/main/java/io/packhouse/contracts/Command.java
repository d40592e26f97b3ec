package io.packhouse.contracts;

import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A job to do, as it lies on a {@code work.*} topic: the record's key and headers, and its JSON body.
 *
 * @param job
 *            the job's id; two commands with one id are one job
 * @param kind
 *            what to do, see {@link Kind}; decides the form of the body
 * @param caller
 *            who asked
 * @param acceptedAt
 *            when the gateway accepted the job
 * @param traceparent
 *            W3C trace context of the request, null when it had none
 * @param body
 *            what to do it with; unknown members are tolerated
 */
public record Command(JobId job, String kind, String caller, Instant acceptedAt, @Nullable String traceparent,
        JsonNode body) {

    /** The most bytes of body that a record carries itself; larger ones are blobs, and the record names the blob. */
    public static final int INLINE_LIMIT = 64 * 1024;

    /**
     * The body as the type that the kind promises.
     *
     * @throws FailureException
     *             {@code INVALID_REQUEST} when it is not one, so that the job ends instead of being tried again
     */
    public <T> T bodyAs(Class<T> type) {
        try {
            return Json.convert(body, type);
        } catch (IllegalArgumentException e) {
            throw new Failure(Failure.Code.INVALID_REQUEST, "the command's body is " + e.getMessage()).exception(e);
        }
    }
}
