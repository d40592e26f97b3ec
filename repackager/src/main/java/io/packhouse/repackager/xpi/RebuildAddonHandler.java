package io.packhouse.repackager.xpi;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Command;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.Segment;
import io.packhouse.contracts.addons.AddonRebuilt;
import io.packhouse.contracts.addons.AddonSource;
import io.packhouse.contracts.addons.RebuildAddon;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.queue.Attempt;
import io.packhouse.platform.queue.JobHandler;
import io.packhouse.platform.queue.JobResult;
import io.packhouse.repackager.archive.ArchiveLimits;
import io.packhouse.repackager.archive.XpiArchive;
import io.packhouse.repackager.archive.XpiWriter;

/**
 * Rebuilds one add-on: gets its XPI, rebuilds it, writes the new one. A build that fails leaves no artifact: what was written is
 * named by the job's outcome alone, and only when it succeeded. Whether it did is decided by what happened, never by what was
 * said.
 */
public final class RebuildAddonHandler implements JobHandler {

    private static final String CONTENT_TYPE = "application/x-xpinstall";

    private final Duration timeLimit;
    private final ArchiveLimits limits;
    private final ObjectStore objects;
    private final AddonFiles files;
    private final AddonRebuild rebuild;
    private final XpiSigner signer;
    private final Ended ended;

    /** What is done when a job has ended; see {@link JobHandler#ended}. */
    @FunctionalInterface
    public interface Ended {
        /** Tells nobody. */
        Ended NOTHING = (_, _) -> {
        };

        void ended(Command command, Outcome outcome) throws Exception;
    }

    /**
     * A handler.
     *
     * @param timeLimit
     *            for an attempt, fetching included
     * @param limits
     *            on the XPI that comes
     */
    public RebuildAddonHandler(Duration timeLimit, ArchiveLimits limits, ObjectStore objects, AddonFiles files,
            AddonRebuild rebuild, XpiSigner signer, Ended ended) {
        this.timeLimit = timeLimit;
        this.limits = limits;
        this.objects = objects;
        this.files = files;
        this.rebuild = rebuild;
        this.signer = signer;
        this.ended = ended;
    }

    @Override
    public String kind() {
        return Kind.ADDON;
    }

    @Override
    public Duration timeLimit() {
        return timeLimit;
    }

    @Override
    public JobResult run(Command command, Attempt attempt) throws IOException, InterruptedException {
        RebuildAddon wanted = command.bodyAs(RebuildAddon.class);
        try {
            attempt.progress(0, wanted.source() instanceof AddonSource.Location ? "fetching the XPI" : "opening the XPI");
            BlobRef blob = files.get(wanted.source());
            attempt.log("has the XPI: " + blob.size() + " bytes, SHA-256 " + blob.sha256());
            checkStopped();
            return rebuilt(command, wanted, blob, attempt);
        } catch (FailureException e) {
            attempt.log("failed: " + e.failure().message());
            throw e;
        } catch (IOException e) {
            // An interrupted thread finds its files closed.
            if (Thread.interrupted()) {
                throw stopped(e);
            }
            throw e;
        }
    }

    private JobResult rebuilt(Command command, RebuildAddon wanted, BlobRef blob, Attempt attempt)
            throws IOException, InterruptedException {
        try (XpiArchive archive = XpiArchive.open(objects, blob, limits)) {
            attempt.progress(0.3, "rebuilding the add-on");
            Rebuilt rebuilt = rebuild.rebuild(archive, wanted);
            AddonRebuilt result = rebuilt.result();
            attempt.log("rebuilt " + result.id() + " " + result.oldVersion() + " as " + result.version()
                    + (result.sdkVersion() == null ? "" : " with Add-on SDK " + result.sdkVersion()) + ", "
                    + rebuilt.entries().size() + " entries");
            result.warnings().forEach(warning -> attempt.log("warning: " + warning));
            checkStopped();
            Rebuilt signed = signed(command, rebuilt, attempt);
            attempt.progress(0.6, "writing the XPI");
            BlobRef written = XpiWriter.write(objects, signed.entries());
            attempt.log(result.message());
            String name = XpiFileName.of(wanted.fileName(), rebuilt.fileName());
            return new JobResult(result, List.of(new Artifact(name, CONTENT_TYPE, written.size(), written.sha256(),
                    List.of(new Segment.Range(written.sha256(), 0, written.size())))), null);
        }
    }

    private Rebuilt signed(Command command, Rebuilt rebuilt, Attempt attempt) throws IOException, InterruptedException {
        if (signer.equals(XpiSigner.NONE)) {
            return rebuilt;
        }
        attempt.progress(0.5, "having the XPI signed");
        Rebuilt signed = rebuilt.with(signer.sign(command, rebuilt.result().id(), rebuilt.entries()));
        attempt.log("signed as " + rebuilt.result().id());
        return signed;
    }

    @Override
    public void ended(Command command, Outcome outcome) throws Exception {
        ended.ended(command, outcome);
    }

    private static void checkStopped() throws InterruptedException {
        if (Thread.interrupted()) {
            throw stopped(null);
        }
    }

    private static InterruptedException stopped(@org.jspecify.annotations.Nullable Throwable cause) {
        var stopped = new InterruptedException("the rebuild was stopped");
        stopped.initCause(cause);
        return stopped;
    }
}
