package io.packhouse.gateway.installers;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

import io.packhouse.contracts.Artifact;

/** Answers a {@code GET} or {@code HEAD} with the bytes of an artifact. */
@FunctionalInterface
public interface ArtifactSender {

    /**
     * Answers the request.
     *
     * @return fails only while nothing has been written, so that the caller can still answer
     */
    Future<Void> send(RoutingContext context, Artifact artifact);
}
