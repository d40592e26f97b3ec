package io.packhouse.envbuilder.values;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import io.packhouse.addonscript.documents.RefusedException;
import io.packhouse.addonscript.documents.StrictJson;
import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Failure;
import io.packhouse.platform.config.ByteSize;
import io.packhouse.platform.objects.ObjectStore;

/** Values as the bytes, the file or the document that they stand for. */
public final class Contents {

    private Contents() {
    }

    /** The file that a value is: bytes themselves, or a tree of exactly one file; empty for every other value. */
    public static Optional<Value.Blob> file(Value value) {
        return switch (value) {
            case Value.Blob blob -> Optional.of(blob);
            case Value.Tree tree when tree.files().size() == 1 -> Optional.of(tree.files().firstEntry().getValue());
            default -> Optional.empty();
        };
    }

    /**
     * A value as a file, durable: what is no {@link #file} yet is written. A text is its UTF-8, also where it is a JSON string;
     * everything else is the JSON that says it, with members in their order and nothing between the tokens.
     */
    public static Value.Blob toFile(ObjectStore objects, Value value) throws IOException {
        Optional<Value.Blob> file = file(value);
        if (file.isPresent()) {
            return file.get();
        }
        String text = switch (value) {
            case Value.Text plain -> plain.text();
            case Value.Json json when json.node().isTextual() -> json.node().textValue();
            default -> value.identity().toString();
        };
        return BlobMaker.of(objects, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * All bytes of a blob; {@code TOO_LARGE} when they are more than {@code limit}.
     *
     * @param limit
     *            below 2 GiB
     */
    public static byte[] bytes(ObjectStore objects, BlobRef blob, ByteSize limit) throws IOException {
        if (blob.size() > limit.bytes()) {
            throw new Failure(Failure.Code.TOO_LARGE, "a document has " + blob.size() + " bytes; at most " + limit
                    + " are read (environments.limits.document)").exception();
        }
        try (InputStream in = objects.open(blob.sha256(), 0, blob.size())) {
            return in.readAllBytes();
        }
    }

    /**
     * A value as a JSON document: a {@link #file} is read, by the rules of {@link StrictJson}.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code UPSTREAM} when the file holds no JSON, {@code TOO_LARGE} when it has more than {@code limit}
     */
    public static JsonNode json(ObjectStore objects, Value value, ByteSize limit) throws IOException {
        Optional<Value.Blob> file = file(value);
        if (file.isEmpty()) {
            return value.identity();
        }
        try {
            return StrictJson.read(bytes(objects, file.get().content(), limit), limit.toInt());
        } catch (RefusedException e) {
            throw new Failure(Failure.Code.UPSTREAM, "the file " + file.get().content().sha256()
                    + " is no JSON document as it should be: " + e.getMessage()).exception(e);
        }
    }
}
