package io.packhouse.gateway.packages;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.packages.PackageKey;
import io.packhouse.contracts.packages.RemovePackages;
import io.packhouse.contracts.packages.RestorePackage;
import io.packhouse.contracts.packages.UploadPackage;
import io.packhouse.gateway.jobs.Ending;
import io.packhouse.gateway.jobs.Jobs;
import io.packhouse.gateway.jobs.NewJob;

/**
 * Writes to the catalogue: commands to package-store, and waiting until their records are in this gateway's own catalogue, so
 * that a caller finds there what it was told.
 */
final class PackageJobs {

    private final Jobs jobs;
    private final CatalogueView view;

    PackageJobs(Jobs jobs, CatalogueView view) {
        this.jobs = jobs;
        this.view = view;
    }

    /**
     * Who asks.
     *
     * @param name
     *            of a token, or of the interface
     * @param key
     *            the {@code Idempotency-Key}; null for none
     */
    record Caller(String name, @Nullable String key, @Nullable String traceparent) {
    }

    Future<JobId> upload(Caller caller, BlobRef file, @Nullable String note) {
        return submit(caller, Kind.PACKAGE_UPLOAD, new UploadPackage(file, note));
    }

    /** {@code architecture} as {@link RemovePackages} has it. */
    Future<JobId> remove(Caller caller, String id, @Nullable String architecture) {
        return submit(caller, Kind.PACKAGE_REMOVE, new RemovePackages(id, architecture));
    }

    Future<JobId> restore(Caller caller, PackageKey key, int revision) {
        return submit(caller, Kind.PACKAGE_RESTORE, new RestorePackage(key, revision));
    }

    private Future<JobId> submit(Caller caller, String kind, Object command) {
        return jobs.submit(new NewJob(Topic.WORK_PACKAGES, kind, caller.name(), caller.key(), fingerprint(kind, command),
                caller.traceparent(), command));
    }

    /** What became of a job, known at the latest after {@code longest}. */
    Future<PackageEnding> end(JobId job, Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        return jobs.await(job, longest).compose(ending -> switch (ending.map(Ending::outcome).orElse(null)) {
            case null -> Future.<PackageEnding>succeededFuture(new PackageEnding.Pending(job));
            case Outcome.Succeeded succeeded -> view.await(job, Duration.ofNanos(deadline - System.nanoTime()))
                    .map(answer -> answer.<PackageEnding>map(told -> new PackageEnding.Answered(job, succeeded, told))
                            .orElseGet(() -> new PackageEnding.Pending(job)));
            case Outcome other -> Future.<PackageEnding>succeededFuture(new PackageEnding.Refused(job, other));
        });
    }

    /** Commands of equal content are equal requests. */
    private static String fingerprint(String kind, Object command) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(kind.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(Json.write(command)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
