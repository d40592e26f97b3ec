package io.packhouse.gateway.jobs;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Outcome;
import io.packhouse.gateway.api.ApiRoutes;
import io.packhouse.gateway.api.Scope;
import io.packhouse.gateway.downloads.ArtifactResponse;

/** The files that a job made, at {@code /api/v1/jobs/{id}/artifacts/{name}}. Only outcomes name artifacts. */
public final class ArtifactsApi {

    private static final String PATH = "/api/v1/jobs/{id}/artifacts/{name}";

    private final Jobs jobs;
    private final Removals removals;
    private final ArtifactResponse responses;

    public ArtifactsApi(Jobs jobs, Removals removals, ArtifactResponse responses) {
        this.jobs = jobs;
        this.removals = removals;
        this.responses = responses;
    }

    /** Mounts the operations. */
    public void mount(ApiRoutes routes) {
        routes.mount(HttpMethod.GET, PATH, Scope.JOBS_READ, this::send);
        routes.mount(HttpMethod.HEAD, PATH, Scope.JOBS_READ, this::send);
    }

    private void send(RoutingContext request) {
        String name = ApiRoutes.parameter(request, "name").orElse("");
        JobId id = ApiRoutes.parameter(request, "id").flatMap(JobId::parse).orElseThrow(() -> unknown().exception());
        jobs.outcome(id).compose(outcome -> outcome.isPresent() ? Future.succeededFuture(outcome.get()) : unfinished(id))
                .map(outcome -> artifact(outcome, name))
                .compose(artifact -> removals.isRemoved(id).map(removed -> kept(removed, artifact)))
                .compose(artifact -> responses.send(request, artifact))
                .onFailure(request::fail);
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

    private static Artifact artifact(Outcome outcome, String name) {
        if (outcome instanceof Outcome.Succeeded succeeded) {
            return succeeded.artifacts().stream().filter(one -> one.name().equals(name)).findFirst()
                    .orElseThrow(() -> unknown().exception());
        }
        throw unknown().exception();
    }

    private static Artifact kept(boolean removed, Artifact artifact) {
        if (removed) {
            throw new Failure(Code.NOT_FOUND, "what the job made was removed").exception();
        }
        return artifact;
    }

    private static Failure unknown() {
        return new Failure(Code.NOT_FOUND, "there is no such job, or it made no such artifact");
    }
}
