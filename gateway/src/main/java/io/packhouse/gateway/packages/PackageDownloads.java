package io.packhouse.gateway.packages;

import io.vertx.core.Future;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.packages.Revision;

/** Makes of a revision what a device downloads: the stored file, or one that is signed for the device. */
@FunctionalInterface
public interface PackageDownloads {

    /**
     * The file to send. Called on an event loop; never blocks, and completes on the context of the caller.
     *
     * @param revision
     *            of the catalogue
     * @param hardwareId
     *            of the device, as it said it; empty when it said none
     * @param address
     *            from where it asked, without the port
     * @return fails with a {@link io.packhouse.contracts.FailureException}: {@code UNAVAILABLE} is answered with 503 and
     *         {@code TOO_MANY} (a limit on how often that may be asked) with 429, both with {@code Retry-After}
     *         ({@link io.packhouse.gateway.api.Problem#retryAfter}); {@code INVALID_REQUEST} (a hardware id that is too long) with
     *         400; anything else is logged and answered with 500
     */
    Future<Artifact> artifact(Revision revision, String hardwareId, String address);
}
