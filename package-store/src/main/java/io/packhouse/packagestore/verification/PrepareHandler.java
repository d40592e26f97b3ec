package io.packhouse.packagestore.verification;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.PackageInspector;
import io.packhouse.ampkg.PackageLimits;
import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Command;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.packages.PreparePackage;
import io.packhouse.contracts.packages.PreparedPackage;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.queue.Attempt;
import io.packhouse.platform.queue.JobHandler;
import io.packhouse.platform.queue.JobResult;

/** Prepares a package that was uploaded while there was no store key. */
public final class PrepareHandler implements JobHandler {

    private final ObjectStore objects;
    private final PackageLimits limits;
    private final PreparedPackages prepared;
    private final Duration timeLimit;

    public PrepareHandler(ObjectStore objects, PackageLimits limits, PreparedPackages prepared, Duration timeLimit) {
        this.objects = objects;
        this.limits = limits;
        this.prepared = prepared;
        this.timeLimit = timeLimit;
    }

    @Override
    public String kind() {
        return Kind.PACKAGE_PREPARE;
    }

    @Override
    public Duration timeLimit() {
        return timeLimit;
    }

    /** The result is what the object says, whoever created it. */
    @Override
    public JobResult run(Command command, Attempt attempt) throws InterruptedException {
        BlobRef file = command.bodyAs(PreparePackage.class).file();
        if (prepared.find(file).isEmpty()) {
            try (InputStream in = new JobStream(objects.open(file.sha256(), 0, file.size()))) {
                prepared.make(file, new PackageInspector(limits), in);
            } catch (PackageException e) {
                throw Refusal.of(e);
            } catch (IOException e) {
                throw JobStream.failed(e);
            }
        }
        PreparedPackage made = prepared.find(file).orElseThrow(
                () -> new Failure(Failure.Code.UNAVAILABLE, "the object store lost a prepared package").exception());
        return new JobResult(made, List.of(), null);
    }
}
