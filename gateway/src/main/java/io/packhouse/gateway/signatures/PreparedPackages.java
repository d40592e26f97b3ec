package io.packhouse.gateway.signatures;

import io.vertx.core.Future;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.packages.PreparePackage;
import io.packhouse.contracts.packages.PreparedPackage;
import io.packhouse.gateway.jobs.NewJob;
import io.packhouse.platform.trace.TraceContext;
import io.packhouse.platform.trace.TraceLocal;

/**
 * Packages that wait only for their store signature. Mostly the upload has prepared them; what was uploaded before there was a
 * store key is prepared by package-store when it is first asked for. For what futures fail with, see {@link MadeObjects}.
 */
final class PreparedPackages {

    private static final int MEMORY = 4 * 1024 * 1024;

    private final MadeObjects<PreparedPackage> objects;

    PreparedPackages(SignaturesFoundation house, Waits waits) {
        this.objects = new MadeObjects<>("prepared package", house, waits,
                bytes -> Json.read(bytes, PreparedPackage.class), MEMORY, prepared -> prepared.sha256State().length);
    }

    /**
     * The prepared form of an uploaded file.
     *
     * @param caller
     *            who asks
     */
    Future<PreparedPackage> get(BlobRef file, String caller) {
        return objects.get(PreparedPackage.objectKey(file.sha256()), () -> new NewJob(Topic.WORK_PACKAGES,
                Kind.PACKAGE_PREPARE, caller, null, "", TraceLocal.current().map(TraceContext::toHeader).orElse(null),
                new PreparePackage(file)), Permission.ALWAYS);
    }
}
