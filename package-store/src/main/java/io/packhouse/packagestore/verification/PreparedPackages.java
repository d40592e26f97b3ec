package io.packhouse.packagestore.verification;

import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Optional;

import io.packhouse.ampkg.InspectedPackage;
import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.PackageInspector;
import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.packages.PreparedPackage;
import io.packhouse.platform.objects.BlobWriter;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.objects.ObjectStore.Durability;

/**
 * Packages as they wait for their store signature: a blob, and an object that names it and is created once, so that every
 * gateway serves the same bytes. May be used by any number of threads that may block.
 */
public final class PreparedPackages {

    private final ObjectStore objects;
    private final int level;

    /**
     * @param level
     *            of compression, 1 to 9
     */
    public PreparedPackages(ObjectStore objects, int level) {
        this.objects = objects;
        this.level = level;
    }

    /** The prepared package of that file, when it was made. */
    Optional<PreparedPackage> find(BlobRef file) {
        return objects.get(PreparedPackage.objectKey(file.sha256())).map(json -> Json.read(json, PreparedPackage.class));
    }

    /** Inspects a package and prepares it in the same pass, unless that was done before. */
    InspectedPackage make(BlobRef file, PackageInspector inspector, InputStream in) throws PackageException, IOException {
        if (find(file).isPresent()) {
            return inspector.inspect(in);
        }
        try (BlobWriter blob = objects.newBlob(); DigestedPrefix prefix = new DigestedPrefix(blob)) {
            InspectedPackage known = inspector.prepare(in, prefix, level);
            PreparedPackage made = new PreparedPackage(blob.commit(), prefix.state(),
                    HexFormat.of().formatHex(known.digest()));
            objects.createOnce(PreparedPackage.objectKey(file.sha256()), Json.write(made), Durability.POWER);
            return known;
        }
    }
}
