package io.packhouse.envbuilder.engine;

import java.util.stream.Stream;

import io.packhouse.contracts.BlobRef;
import io.packhouse.envbuilder.values.Value;
import io.packhouse.platform.objects.ObjectStore;

/** The blobs that a value speaks of. */
final class BlobsOf {

    private BlobsOf() {
    }

    static Stream<BlobRef> value(Value value) {
        return switch (value) {
            case Value.Blob blob -> Stream.of(blob.content());
            case Value.Tree tree -> tree.files().values().stream().map(Value.Blob::content);
            case Value.ListOf list -> list.items().stream().flatMap(BlobsOf::value);
            case Value.Fields fields -> fields.fields().values().stream().flatMap(BlobsOf::value);
            case Value.Json _,Value.Text _ -> Stream.of();
        };
    }

    /** Their bytes; of a text or document the characters of it. */
    static long size(Value value) {
        return switch (value) {
            case Value.Text text -> text.text().length();
            case Value.Json json -> json.node().toString().length();
            case Value.ListOf list -> list.items().stream().mapToLong(BlobsOf::size).sum();
            case Value.Fields fields -> fields.fields().values().stream().mapToLong(BlobsOf::size).sum();
            default -> value(value).mapToLong(BlobRef::size).sum();
        };
    }

    /** Whether {@code objects} still has them all: somebody may have cleared it. */
    static boolean areThere(ObjectStore objects, Value value) {
        return value(value).distinct().allMatch(blob -> objects.find(blob.sha256()).filter(blob::equals).isPresent());
    }
}
