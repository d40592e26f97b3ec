package io.packhouse.platform.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Command;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.Headers;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.platform.objects.BlobWriter;
import io.packhouse.platform.objects.ObjectStore;

/** Commands as records: key and headers, and the body as JSON, or in a blob when it is large. */
public final class CommandRecords {

    /** The most bytes of a command's body, in a blob too. */
    public static final int BODY_LIMIT = 16 * 1024 * 1024;

    private CommandRecords() {
    }

    /** What of a command is in the headers: enough for views, which never need the body. */
    public record Envelope(JobId job, String kind, String caller, Instant acceptedAt, @Nullable String traceparent) {
    }

    /** A record to be written. */
    public record Written(String key, Map<String, String> headers, byte[] value) {
    }

    /** Whether a body of that many bytes must be a blob before its command can be written. */
    public static boolean isLarge(byte[] body) {
        return body.length > Command.INLINE_LIMIT;
    }

    /** The record of a command whose body is small enough to travel itself; {@link IllegalArgumentException} for others. */
    public static Written inline(Envelope envelope, byte[] body) {
        if (isLarge(body)) {
            throw new IllegalArgumentException(
                    "a body of " + body.length + " bytes does not travel in a record, its blob does");
        }
        return new Written(envelope.job().value(), headers(envelope, Headers.JSON), body);
    }

    /**
     * The record of a command whose body is a blob. Blocks while that is stored, durably.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code TOO_LARGE} above {@link #BODY_LIMIT}, and what the store says
     */
    public static Written inBlob(Envelope envelope, byte[] body, ObjectStore objects) {
        if (body.length > BODY_LIMIT) {
            throw new Failure(Failure.Code.TOO_LARGE,
                    "the request has " + body.length + " bytes, the limit is " + BODY_LIMIT).exception();
        }
        try (BlobWriter blob = objects.newBlob()) {
            blob.write(body);
            return new Written(envelope.job().value(), headers(envelope, Headers.JSON_IN_BLOB), Json.write(blob.commit()));
        } catch (IOException e) {
            throw new Failure(Failure.Code.UNAVAILABLE, "the request could not be stored").exception(e);
        }
    }

    private static Map<String, String> headers(Envelope envelope, String contentType) {
        Map<String, String> headers = new HashMap<>();
        headers.put(Headers.JOB, envelope.job().value());
        headers.put(Headers.KIND, envelope.kind());
        headers.put(Headers.CALLER, envelope.caller());
        headers.put(Headers.ACCEPTED_AT, envelope.acceptedAt().toString());
        headers.put(Headers.CONTENT_TYPE, contentType);
        if (envelope.traceparent() != null) {
            headers.put(Headers.TRACEPARENT, envelope.traceparent());
        }
        return headers;
    }

    /** Reads the headers of a command's record; {@link IllegalArgumentException} when they are not a command's. */
    public static Envelope envelope(Map<String, String> headers) {
        try {
            return new Envelope(new JobId(need(headers, Headers.JOB)), need(headers, Headers.KIND),
                    headers.getOrDefault(Headers.CALLER, "unknown"), Instant.parse(need(headers, Headers.ACCEPTED_AT)),
                    headers.get(Headers.TRACEPARENT));
        } catch (java.time.DateTimeException e) {
            throw new IllegalArgumentException("a command's header " + Headers.ACCEPTED_AT + " is no time", e);
        }
    }

    private static String need(Map<String, String> headers, String name) {
        String value = headers.get(name);
        if (value == null) {
            throw new IllegalArgumentException("a command has no header '" + name + "'");
        }
        return value;
    }

    /**
     * Reads a whole command; blocks when its body is a blob.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code INVALID_REQUEST} when the body is no JSON or no blob that is there, so that the job ends;
     *             {@code UNAVAILABLE} when the store does not answer
     */
    public static Command read(Envelope envelope, Map<String, String> headers, byte[] value, ObjectStore objects) {
        byte[] body = Headers.JSON_IN_BLOB.equals(headers.get(Headers.CONTENT_TYPE)) ? load(value, objects) : value;
        try {
            JsonNode tree = Json.read(body, JsonNode.class);
            return new Command(envelope.job(), envelope.kind(), envelope.caller(), envelope.acceptedAt(),
                    envelope.traceparent(), tree);
        } catch (UncheckedIOException e) {
            throw invalid("the command's body is no JSON", e);
        }
    }

    private static byte[] load(byte[] value, ObjectStore objects) {
        BlobRef named = named(value);
        BlobRef blob = objects.find(named.sha256()).orElseThrow(
                () -> invalid("the command's body is the blob " + named.sha256() + ", which is not there", null));
        if (blob.size() > BODY_LIMIT) {
            throw invalid("the command's body has " + blob.size() + " bytes, the limit is " + BODY_LIMIT, null);
        }
        try (InputStream in = objects.open(blob.sha256(), 0, blob.size())) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new Failure(Failure.Code.UNAVAILABLE, "the command's body could not be read").exception(e);
        }
    }

    private static BlobRef named(byte[] value) {
        try {
            return Json.read(value, BlobRef.class);
        } catch (UncheckedIOException e) {
            throw invalid("the command names no blob as its body", e);
        }
    }

    private static FailureException invalid(String why, @Nullable Throwable cause) {
        Failure failure = new Failure(Failure.Code.INVALID_REQUEST, why);
        return cause == null ? failure.exception() : failure.exception(cause);
    }
}
