package io.packhouse.envbuilder.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.Json;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.values.Value;
import io.packhouse.platform.objects.BlobWriter;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.objects.ObjectStore.Durability;

/**
 * An object of the step cache.
 *
 * @param value
 *            what the step made; null when it is too large for an object
 * @param blob
 *            that as a blob; null when {@code value} is not
 * @param validator
 *            of a volatile step, empty for none
 * @param until
 *            how long it is fresh; null for good
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CacheEntry(@Nullable Value value, @Nullable BlobRef blob, String validator, @Nullable Instant until) {

    /** Bytes of JSON beyond which a value is a blob. */
    static final int INLINE_LIMIT = ObjectStore.OBJECT_LIMIT / 2;

    CacheEntry {
        validator = validator == null ? "" : validator;
    }

    /** The object that holds {@code result}, with its value made a blob where it is large. */
    static byte[] write(ObjectStore objects, StepResult result, @Nullable Instant until) throws IOException {
        byte[] entry = Json.write(new CacheEntry(result.value(), null, result.validator(), until));
        if (entry.length <= INLINE_LIMIT) {
            return entry;
        }
        try (BlobWriter blob = objects.newBlob(Durability.PROCESS)) {
            blob.write(Json.write(new Large(result.value())));
            return Json.write(new CacheEntry(null, blob.commit(), result.validator(), until));
        }
    }

    /**
     * What {@code bytes} hold, with everything that it speaks of still in the store; empty otherwise, and when a power cut left
     * something else than an entry.
     */
    static Optional<CacheEntry> read(ObjectStore objects, byte[] bytes) {
        try {
            CacheEntry entry = Json.read(bytes, CacheEntry.class);
            Value value = entry.value;
            if (value == null) {
                if (entry.blob == null || objects.find(entry.blob.sha256()).isEmpty()) {
                    return Optional.empty();
                }
                value = read(objects, entry.blob);
            }
            return BlobsOf.areThere(objects, value)
                    ? Optional.of(new CacheEntry(value, null, entry.validator, entry.until))
                    : Optional.empty();
        } catch (UncheckedIOException | IOException e) {
            return Optional.empty();
        } catch (FailureException e) {
            if (e.failure().code() == Failure.Code.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The value and its validator; of an entry that was read. */
    StepResult result() {
        if (value == null) {
            throw new IllegalStateException("an entry that was read has its value");
        }
        return new StepResult(value, validator);
    }

    private static Value read(ObjectStore objects, BlobRef blob) throws IOException {
        try (InputStream in = objects.open(blob.sha256(), 0, blob.size())) {
            return Json.read(in.readAllBytes(), Large.class).value();
        }
    }

    /** A value of which the declared type is {@link Value}, so that its kind is written. */
    private record Large(Value value) {
    }
}
