package io.packhouse.packagestore.verification;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import io.packhouse.contracts.Command;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.packages.CatalogueRecord;
import io.packhouse.contracts.packages.PackageFacts;
import io.packhouse.contracts.packages.UploadPackage;
import io.packhouse.packagestore.catalogue.CatalogueLog;
import io.packhouse.platform.queue.Attempt;
import io.packhouse.platform.queue.JobHandler;
import io.packhouse.platform.queue.JobResult;

/**
 * Verifies an uploaded package; when its outcome stands, the catalogue's log is told. So an upload that was cancelled or failed
 * is never in the catalogue, and one that succeeded is there as soon as its record is written, whichever worker does that.
 */
public final class UploadHandler implements JobHandler {

    private final PackageVerification verification;
    private final CatalogueLog log;
    private final Duration timeLimit;
    private final Consumer<Failure> refused;

    /**
     * @param refused
     *            told why an upload was refused, perhaps several times
     */
    public UploadHandler(PackageVerification verification, CatalogueLog log, Duration timeLimit, Consumer<Failure> refused) {
        this.verification = verification;
        this.log = log;
        this.timeLimit = timeLimit;
        this.refused = refused;
    }

    @Override
    public String kind() {
        return Kind.PACKAGE_UPLOAD;
    }

    @Override
    public Duration timeLimit() {
        return timeLimit;
    }

    @Override
    public JobResult run(Command command, Attempt attempt) throws InterruptedException {
        return new JobResult(verification.verify(command.bodyAs(UploadPackage.class).file()), List.of(), null);
    }

    @Override
    public void ended(Command command, Outcome outcome) throws InterruptedException {
        switch (outcome) {
            case Outcome.Succeeded succeeded -> log.append(
                    new CatalogueRecord.Uploaded(command.job(), succeeded.endedAt(), command.caller(),
                            Json.convert(succeeded.result(), PackageFacts.class),
                            command.bodyAs(UploadPackage.class).note()));
            case Outcome.Failed failed -> refused.accept(failed.failure());
            case Outcome.Cancelled _ -> {
                // Nobody but the one who called it off wants to know.
            }
        }
    }
}
