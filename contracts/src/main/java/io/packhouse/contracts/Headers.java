package io.packhouse.contracts;

/** The names of the headers that records carry. Values are UTF-8. */
public final class Headers {

    /** The {@link JobId} of the job that the record speaks of; also the record's key. */
    public static final String JOB = "job";
    /** The {@linkplain Kind kind} of a command. */
    public static final String KIND = "kind";
    /** Who asked: the name of a token, or the name of an interface for anonymous callers. */
    public static final String CALLER = "caller";
    /** W3C trace context of the request that caused the record. */
    public static final String TRACEPARENT = "traceparent";
    /** When the gateway accepted the job: ISO 8601, UTC. */
    public static final String ACCEPTED_AT = "accepted-at";
    /** The form of the record's value: {@link #JSON} or {@link #JSON_IN_BLOB}. */
    public static final String CONTENT_TYPE = "content-type";

    /** The value is the JSON document itself. */
    public static final String JSON = "application/json";
    /** The value is a {@link BlobRef} in JSON; the document is that blob's content. */
    public static final String JSON_IN_BLOB = "application/vnd.packhouse.blob+json";

    private Headers() {
    }
}
