package io.packhouse.envbuilder.repository;

import java.io.IOException;

import io.packhouse.contracts.BlobRef;
import io.packhouse.envbuilder.values.Sha256Text;
import io.packhouse.platform.objects.BlobWriter;
import io.packhouse.platform.objects.ObjectStore;

/** Where documents go that gateways and builders are to find by their digest. */
@FunctionalInterface
interface BlobShelf {

    /** Knows digests only: for the lint. */
    BlobShelf NONE = bytes -> new BlobRef(Sha256Text.of(bytes), bytes.length);

    /** Keeps {@code bytes}, durable; what is there already is not written again. */
    BlobRef keep(byte[] bytes) throws IOException;

    /** In the object store. */
    static BlobShelf of(ObjectStore objects) {
        return bytes -> {
            var there = objects.find(Sha256Text.of(bytes));
            if (there.isPresent()) {
                return there.get();
            }
            try (BlobWriter writer = objects.newBlob()) {
                writer.write(bytes);
                return writer.commit();
            }
        };
    }
}
