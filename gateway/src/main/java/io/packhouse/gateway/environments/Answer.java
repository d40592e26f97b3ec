package io.packhouse.gateway.environments;

import java.time.Instant;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.JobId;

/**
 * An environment as it is sent, but for what it repeats of the request.
 *
 * @param rest
 *            the JSON object without {@code addonscript}, never empty
 * @param build
 *            the job that made it
 * @param freshUntil
 *            null: for ever
 */
record Answer(byte[] rest, JobId build, @Nullable Instant freshUntil) {

    private static final byte[] FIRST = "{\"addonscript\":".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    boolean isFresh(Instant now) {
        return freshUntil == null || now.isBefore(freshUntil);
    }

    int weight() {
        return rest.length;
    }

    /** The body for a client that sent {@code addonscript}. */
    Buffer body(byte[] addonscript) {
        return Buffer.buffer(FIRST.length + addonscript.length + rest.length).appendBytes(FIRST).appendBytes(addonscript)
                .appendByte((byte) ',').appendBytes(rest, 1, rest.length - 1);
    }

    @Override
    public String toString() {
        return "Answer[" + build + ", " + rest.length + " bytes]";
    }
}
