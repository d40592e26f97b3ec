package io.packhouse.gateway.jobs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.JobState;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.addons.AddonsFannedOut;
import io.packhouse.gateway.api.ApiRoutes;
import io.packhouse.gateway.api.Scope;
import io.packhouse.gateway.http.BlockingCalls;
import io.packhouse.platform.jobs.Outcomes;

/**
 * {@code GET /api/v1/jobs/{id}/children}: how the jobs stand that a bulk was fanned out into. They are known when the bulk
 * itself has succeeded; before that there are none yet. A job of another kind has none.
 */
public final class ChildrenApi {

    private static final String PATH = "/api/v1/jobs/{id}/children";

    private final Jobs jobs;
    private final JobView view;
    private final Outcomes outcomes;
    private final BlockingCalls calls;

    public ChildrenApi(Jobs jobs, JobView view, Outcomes outcomes, BlockingCalls calls) {
        this.jobs = jobs;
        this.view = view;
        this.outcomes = outcomes;
        this.calls = calls;
    }

    /** Mounts the operation. */
    public void mount(ApiRoutes routes) {
        routes.mount(HttpMethod.GET, PATH, Scope.JOBS_READ, this::get);
    }

    private void get(RoutingContext request) {
        JobId id = ApiRoutes.parameter(request, "id").flatMap(JobId::parse).orElseThrow(() -> unknown().exception());
        jobs.find(id).map(status -> status.orElseThrow(() -> unknown().exception()))
                .compose(parent -> states(fannedOut(parent).children()).map(states -> json(parent, states)))
                .onSuccess(json -> {
                    if (!request.response().closed()) {
                        request.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store").end(Buffer.buffer(Json.write(json)));
                    }
                }).onFailure(request::fail);
    }

    private static Failure unknown() {
        return new Failure(Code.NOT_FOUND, "there is no such job");
    }

    private static AddonsFannedOut fannedOut(JobStatus parent) {
        return parent.outcome() instanceof Outcome.Succeeded succeeded && succeeded.kind().equals(Kind.ADDONS)
                ? Json.convert(succeeded.result(), AddonsFannedOut.class)
                : new AddonsFannedOut(List.of(), List.of());
    }

    /** How a child stands; a failure only for one that failed. */
    private record Child(JobId id, JobState state, Optional<Failure> failure) {
    }

    /** Outcomes are read one after the other by one call, so that a large bulk does not take the room of other calls. */
    private Future<List<Child>> states(List<JobId> children) {
        return calls.<Map<JobId, Outcome>>call(() -> {
            Map<JobId, Outcome> ended = new LinkedHashMap<>();
            children.forEach(child -> outcomes.find(child).ifPresent(outcome -> ended.put(child, outcome)));
            return ended;
        }).compose(ended -> {
            List<Future<Child>> all = new ArrayList<>();
            children.forEach(child -> all.add(state(child, Optional.ofNullable(ended.get(child)))));
            return Future.all(all).map(done -> done.<Child>list());
        });
    }

    private Future<Child> state(JobId child, Optional<Outcome> outcome) {
        if (outcome.isPresent()) {
            Outcome ended = outcome.get();
            return Future.succeededFuture(new Child(child, JobState.of(ended),
                    ended instanceof Outcome.Failed failed ? Optional.of(failed.failure()) : Optional.empty()));
        }
        // The view may have seen the end a moment ago; without an outcome it has not ended.
        return view.find(child).map(seen -> new Child(child,
                seen.map(JobStatus::state).filter(state -> state == JobState.RUNNING).orElse(JobState.QUEUED),
                Optional.empty()));
    }

    private static ObjectNode json(JobStatus parent, List<Child> children) {
        ObjectNode json = Json.mapper().createObjectNode().put("id", parent.id().value())
                .put("href", JobJson.pathOf(parent.id())).put("state", parent.state().wire());
        ObjectNode counts = json.putObject("counts").put("total", children.size());
        for (JobState state : JobState.values()) {
            counts.put(state.wire(), children.stream().filter(child -> child.state() == state).count());
        }
        ArrayNode all = json.putArray("children");
        children.forEach(child -> {
            ObjectNode one = all.addObject().put("id", child.id().value()).put("href", JobJson.pathOf(child.id()))
                    .put("state", child.state().wire());
            child.failure().ifPresent(failure -> one.set("failure", Json.tree(failure)));
        });
        json.set("refused", Json.tree(fannedOut(parent).refused()));
        return json;
    }
}
