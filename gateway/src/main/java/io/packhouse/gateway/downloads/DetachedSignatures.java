package io.packhouse.gateway.downloads;

import io.vertx.core.Future;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;

/** Signatures of artifacts, as files beside them: {@code NAME.sig}. */
@FunctionalInterface
public interface DetachedSignatures {

    /** What is behind an artifact's name in the name of its signature. */
    String SUFFIX = ".sig";

    /** Where artifacts are not signed. */
    DetachedSignatures NONE = (_, _) -> Future.failedFuture(new Failure(Code.NOT_FOUND,
            "artifacts are not signed here: signing.artifact-key names no key").exception());

    /**
     * The signature of an artifact: CMS in DER over its bytes, with the certificate chain, made where it is missing. Called on an
     * event loop; never blocks, and completes on the context of the caller.
     *
     * @param caller
     *            who asks, for the audit
     * @return fails with a {@link io.packhouse.contracts.FailureException}: {@code NOT_FOUND} where artifacts are not signed,
     *         {@code UNAVAILABLE}, or {@code INTERNAL} when the key cannot be used
     */
    Future<Artifact> of(Artifact artifact, String caller);
}
