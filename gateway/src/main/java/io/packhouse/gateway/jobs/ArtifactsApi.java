package io.packhouse.gateway.jobs;

import java.util.Optional;
import java.util.function.Function;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Outcome;
import io.packhouse.gateway.api.Access;
import io.packhouse.gateway.api.ApiRoutes;
import io.packhouse.gateway.api.Scope;
import io.packhouse.gateway.downloads.ArtifactResponse;
import io.packhouse.gateway.downloads.DetachedSignatures;

/**
 * The files that a job made, at {@code /api/v1/jobs/{id}/artifacts/{name}}, and their detached signatures, at the same with
 * {@code .sig} behind it. Only outcomes name artifacts; a file that is called so itself is found under its name.
 */
public final class ArtifactsApi {

    private static final String PATH = "/api/v1/jobs/{id}/artifacts/{name}";
    private static final String SIGNATURE = PATH + DetachedSignatures.SUFFIX;

    private final Jobs jobs;
    private final Removals removals;
    private final ArtifactResponse responses;
    private final DetachedSignatures signatures;

    public ArtifactsApi(Jobs jobs, Removals removals, ArtifactResponse responses, DetachedSignatures signatures) {
        this.jobs = jobs;
        this.removals = removals;
        this.responses = responses;
        this.signatures = signatures;
    }

    /** Mounts the operations. */
    public void mount(ApiRoutes routes) {
        routes.mount(HttpMethod.GET, SIGNATURE, Scope.JOBS_READ, this::sendSignature);
        routes.mount(HttpMethod.HEAD, SIGNATURE, Scope.JOBS_READ, this::sendSignature);
        routes.mount(HttpMethod.GET, PATH, Scope.JOBS_READ, this::send);
        routes.mount(HttpMethod.HEAD, PATH, Scope.JOBS_READ, this::send);
    }

    private void send(RoutingContext request) {
        String name = ApiRoutes.parameter(request, "name").orElse("");
        find(request, outcome -> artifact(outcome, name).orElseThrow(() -> unknown().exception()))
                .compose(artifact -> responses.send(request, artifact))
                .onFailure(request::fail);
    }

    private void sendSignature(RoutingContext request) {
        String name = ApiRoutes.parameter(request, "name").orElse("");
        String caller = Access.caller(request);
        find(request, outcome -> artifact(outcome, name + DetachedSignatures.SUFFIX).map(Found::itself)
                .or(() -> artifact(outcome, name).map(Found::signed)).orElseThrow(() -> unknown().exception()))
                .compose(found -> found.isSigned()
                        ? signatures.of(found.artifact(), caller)
                        : Future.succeededFuture(found.artifact()))
                .compose(artifact -> responses.send(request, artifact))
                .onFailure(request::fail);
    }

    /**
     * @param isSigned
     *            whether not the artifact is meant, but its signature
     */
    private record Found(Artifact artifact, boolean isSigned) {

        static Found itself(Artifact artifact) {
            return new Found(artifact, false);
        }

        static Found signed(Artifact artifact) {
            return new Found(artifact, true);
        }
    }

    private <T> Future<T> find(RoutingContext request, Function<Outcome, T> among) {
        JobId id = ApiRoutes.parameter(request, "id").flatMap(JobId::parse).orElseThrow(() -> unknown().exception());
        return jobs.outcome(id)
                .compose(outcome -> outcome.isPresent() ? Future.succeededFuture(outcome.get()) : unfinished(id))
                .map(among).compose(found -> removals.isRemoved(id).map(removed -> kept(removed, found)));
    }

    private Future<Outcome> unfinished(JobId id) {
        return jobs.find(id).map(status -> {
            if (status.isEmpty()) {
                throw unknown().exception();
            }
            Outcome outcome = status.get().outcome();
            if (outcome == null) {
                throw new Failure(Code.CONFLICT, "the job has not ended; its artifacts are there when it has").exception();
            }
            return outcome;
        });
    }

    private static Optional<Artifact> artifact(Outcome outcome, String name) {
        return outcome instanceof Outcome.Succeeded succeeded
                ? succeeded.artifacts().stream().filter(one -> one.name().equals(name)).findFirst()
                : Optional.empty();
    }

    private static <T> T kept(boolean removed, T found) {
        if (removed) {
            throw new Failure(Code.NOT_FOUND, "what the job made was removed").exception();
        }
        return found;
    }

    private static Failure unknown() {
        return new Failure(Code.NOT_FOUND, "there is no such job, or it made no such artifact");
    }
}
