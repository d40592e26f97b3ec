package io.packhouse.gateway;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.packhouse.ampkg.InspectedPackage;
import io.packhouse.ampkg.PackageInspector;
import io.packhouse.ampkg.PackageLimits;
import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Command;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.packages.PackageFacts;
import io.packhouse.contracts.packages.PackageKey;
import io.packhouse.contracts.packages.PreparePackage;
import io.packhouse.contracts.packages.PreparedPackage;
import io.packhouse.platform.objects.BlobWriter;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.objects.ObjectStore.Durability;
import io.packhouse.platform.objects.RunningSha256;
import io.packhouse.platform.queue.Attempt;
import io.packhouse.platform.queue.JobHandler;
import io.packhouse.platform.queue.JobResult;

/** A small package-store: it takes packages that are sound, and prepares them. */
final class TestPreparer implements JobHandler {

    final AtomicInteger prepared = new AtomicInteger();
    private final ObjectStore objects;

    TestPreparer(ObjectStore objects) {
        this.objects = objects;
    }

    /** What the catalogue would tell of a package. */
    PackageFacts upload(byte[] file) throws Exception {
        InspectedPackage inspected = new PackageInspector(PackageLimits.DEFAULT).inspect(new ByteArrayInputStream(file));
        return new PackageFacts(new PackageKey(inspected.id(), inspected.architecture()), inspected.version(), Map.of(),
                Map.of(), List.of(), put(file), null, TestSigner.hex(inspected.digest()), inspected.unpackedSize(), null);
    }

    private BlobRef put(byte[] bytes) throws Exception {
        try (BlobWriter blob = objects.newBlob()) {
            blob.write(bytes);
            return blob.commit();
        }
    }

    @Override
    public String kind() {
        return Kind.PACKAGE_PREPARE;
    }

    @Override
    public Duration timeLimit() {
        return Duration.ofSeconds(30);
    }

    @Override
    public JobResult run(Command command, Attempt attempt) throws Exception {
        prepared.incrementAndGet();
        return new JobResult(prepare(command.bodyAs(PreparePackage.class).file()), List.of(), null);
    }

    /** Does so without being asked. */
    PreparedPackage prepare(BlobRef file) throws Exception {
        ByteArrayOutputStream prefix = new ByteArrayOutputStream();
        InspectedPackage inspected;
        try (InputStream in = objects.open(file.sha256(), 0, file.size())) {
            inspected = new PackageInspector(PackageLimits.DEFAULT).prepare(in, prefix, 6);
        }
        RunningSha256 digest = RunningSha256.begin();
        digest.update(prefix.toByteArray(), 0, prefix.size());
        PreparedPackage made = new PreparedPackage(put(prefix.toByteArray()), digest.state(),
                TestSigner.hex(inspected.digest()));
        objects.createOnce(PreparedPackage.objectKey(file.sha256()), Json.write(made), Durability.POWER);
        return made;
    }
}
