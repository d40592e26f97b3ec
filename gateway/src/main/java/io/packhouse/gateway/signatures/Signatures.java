package io.packhouse.gateway.signatures;

import io.vertx.core.Future;

import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.signing.MakeSignature;
import io.packhouse.contracts.signing.Signature;
import io.packhouse.contracts.signing.SignatureName;
import io.packhouse.gateway.jobs.NewJob;
import io.packhouse.platform.trace.TraceContext;
import io.packhouse.platform.trace.TraceLocal;

/**
 * Signatures by their names: of each there is one for ever, so that every gateway has the same. Where it is missing, signing
 * makes it. For what futures fail with, see {@link MadeObjects}.
 */
final class Signatures {

    private final MadeObjects<Signature> objects;

    /**
     * @param memoryLimit
     *            bytes of signatures that are kept in memory
     */
    Signatures(SignaturesFoundation house, Waits waits, long memoryLimit) {
        this.objects = new MadeObjects<>("signature", house, waits, bytes -> Json.read(bytes, Signature.class), memoryLimit,
                signature -> signature.bytes().length + 2 * signature.name().qualifier().length());
    }

    /**
     * The signature of that name.
     *
     * @param caller
     *            who asks, for the audit
     * @param permission
     *            asked when it has to be made anew
     */
    Future<Signature> get(SignatureName name, String caller, Permission permission) {
        return objects.get(name.objectKey(), () -> new NewJob(Topic.WORK_SIGNING, Kind.SIGNATURE, caller, null, "",
                TraceLocal.current().map(TraceContext::toHeader).orElse(null), new MakeSignature(name, null)), permission);
    }
}
