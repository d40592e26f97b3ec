package io.packhouse.platform.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Outcome;
import io.packhouse.platform.objects.BlobWriter;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.objects.ObjectStore.Created;
import io.packhouse.platform.objects.ObjectStore.Durability;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * How jobs ended. A job ends when its outcome is created, which happens once: whoever comes second sees what is there.
 * Methods block; not for event loops.
 *
 * <p>
 * An outcome is one object, one durable write. One that is larger than an object may be is a blob, and the object names it.
 */
public final class Outcomes {

    /** The most bytes that an outcome may have as JSON. */
    public static final int LIMIT = 32 * 1024 * 1024;

    /** What an object begins with that names the blob of its outcome; an outcome itself begins with its state. */
    private static final byte[] IN_BLOB = "{\"in_blob\":".getBytes(UTF_8);

    private final ObjectStore objects;

    public Outcomes(ObjectStore objects) {
        this.objects = objects;
    }

    /** An object in place of an outcome that is too large for one. */
    private record Elsewhere(BlobRef inBlob) {
    }

    /** The outcome of a job, or empty while it has none. */
    public Optional<Outcome> find(JobId job) {
        return objects.get(JobKeys.outcome(job)).map(this::read);
    }

    /**
     * Ends a job, unless it has ended. The answer says whether this call did it, and the outcome that stands.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code TOO_LARGE} above {@link #LIMIT}, and what the store says; the job has not ended then, or may have
     *             when the store did not answer
     */
    public Decision decide(JobId job, Outcome outcome) {
        return switch (objects.createOnce(JobKeys.outcome(job), write(outcome), Durability.POWER)) {
            case Created.New _ -> new Decision(true, outcome);
            case Created.Existed existed -> new Decision(false, read(existed.bytes()));
        };
    }

    private byte[] write(Outcome outcome) {
        byte[] json = Json.write(outcome);
        if (json.length <= ObjectStore.OBJECT_LIMIT) {
            return json;
        }
        if (json.length > LIMIT) {
            throw new Failure(Failure.Code.TOO_LARGE,
                    "the job's result has " + json.length + " bytes, the limit is " + LIMIT).exception();
        }
        try (BlobWriter blob = objects.newBlob()) {
            blob.write(json);
            return Json.write(new Elsewhere(blob.commit()));
        } catch (IOException e) {
            throw new Failure(Failure.Code.UNAVAILABLE, "the job's outcome could not be stored").exception(e);
        }
    }

    private Outcome read(byte[] bytes) {
        if (!Arrays.equals(bytes, 0, Math.min(bytes.length, IN_BLOB.length), IN_BLOB, 0, IN_BLOB.length)) {
            return Json.read(bytes, Outcome.class);
        }
        BlobRef blob = Json.read(bytes, Elsewhere.class).inBlob();
        try (InputStream in = objects.open(blob.sha256(), 0, blob.size())) {
            return Json.read(in.readAllBytes(), Outcome.class);
        } catch (IOException e) {
            throw new Failure(Failure.Code.UNAVAILABLE, "the job's outcome could not be read").exception(e);
        }
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
