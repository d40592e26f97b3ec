package io.packhouse.gateway.jobs;

import java.time.Duration;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
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
import io.packhouse.contracts.Outcome;
import io.packhouse.gateway.api.Access;
import io.packhouse.gateway.api.ApiRoutes;
import io.packhouse.gateway.api.Scope;
import io.packhouse.gateway.http.Prefer;

/** The operations of the API on jobs: look at one, follow one, list them, cancel one. */
public final class JobsApi {

    private final Jobs jobs;
    private final JobView view;
    private final JobStreams streams;
    private final Duration waitLimit;

    public JobsApi(Jobs jobs, JobView view, JobsSettings settings) {
        this.jobs = jobs;
        this.view = view;
        this.streams = new JobStreams(view, settings.streamsLimit());
        this.waitLimit = settings.waitLimit();
    }

    /** Mounts the operations. */
    public void mount(ApiRoutes routes) {
        routes.mount(HttpMethod.GET, "/api/v1/jobs", Scope.JOBS_READ, this::list);
        routes.mount(HttpMethod.GET, "/api/v1/jobs/{id}", Scope.JOBS_READ, this::get);
        routes.mount(HttpMethod.DELETE, "/api/v1/jobs/{id}", Scope.JOBS_CANCEL, this::cancel);
    }

    /** The number of open event streams. */
    public int streamCount() {
        return streams.count();
    }

    /** Ends all event streams, so that the gateway can stop. */
    public void endStreams() {
        streams.endAll();
    }

    private void get(RoutingContext request) {
        JobId id = idOf(request);
        request.response().putHeader(HttpHeaders.VARY, "Accept");
        if (wantsStream(request)) {
            found(id).map(status -> {
                streams.begin(request, status);
                return status;
            }).onFailure(request::fail);
            return;
        }
        Future<JobStatus> status = Prefer.waitOf(request.request(), waitLimit).map(wait -> {
            request.response().putHeader(Prefer.APPLIED, "wait=" + wait.toSeconds());
            return found(id).compose(now -> now.outcome() != null
                    ? Future.succeededFuture(now)
                    : jobs.await(id, wait).compose(_ -> found(id)));
        }).orElseGet(() -> found(id));
        answer(request, status, JobJson::of);
    }

    private static boolean wantsStream(RoutingContext request) {
        return request.parsedHeaders().accept().stream()
                .anyMatch(type -> type.value().equalsIgnoreCase("text/event-stream"));
    }

    private void list(RoutingContext request) {
        JobListQuery query = JobListQuery.of(request.queryParams());
        answer(request,
                view.asOfNow().compose(_ -> view.page(query.state(), query.kind(), query.after(), query.limit())),
                page -> {
                    ObjectNode json = Json.mapper().createObjectNode();
                    ArrayNode all = json.putArray("jobs");
                    page.jobs().forEach(status -> all.add(JobJson.of(status)));
                    if (page.next() != null) {
                        json.put("next", page.next().cursor());
                    }
                    return json;
                });
    }

    private void cancel(RoutingContext request) {
        JobId id = idOf(request);
        String by = Access.caller(request);
        found(id).compose(_ -> jobs.cancel(id, by)).compose(outcome -> found(id).map(status -> {
            if (!(outcome instanceof Outcome.Cancelled)) {
                throw new Failure(Code.CONFLICT, "the job has ended before: it has " + JobState.of(outcome).wire())
                        .exception();
            }
            return status;
        })).onComplete(done -> {
            if (done.succeeded()) {
                send(request, JobJson.of(done.result()));
            } else {
                request.fail(done.cause());
            }
        });
    }

    private static JobId idOf(RoutingContext request) {
        return ApiRoutes.parameter(request, "id").flatMap(JobId::parse).orElseThrow(() -> unknown().exception());
    }

    private Future<JobStatus> found(JobId id) {
        return jobs.find(id).map(status -> status.orElseThrow(() -> unknown().exception()));
    }

    private static Failure unknown() {
        return new Failure(Code.NOT_FOUND, "there is no such job");
    }

    private static <T> void answer(RoutingContext request, Future<T> answer, Function<T, JsonNode> form) {
        answer.map(form).onComplete(done -> {
            if (done.succeeded()) {
                send(request, done.result());
            } else {
                request.fail(done.cause());
            }
        });
    }

    private static void send(RoutingContext request, JsonNode json) {
        if (!request.response().ended() && !request.response().closed()) {
            request.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store").end(Buffer.buffer(Json.write(json)));
        }
    }
}
