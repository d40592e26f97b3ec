package io.packhouse.gateway.jobs;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.JobId;
import io.packhouse.gateway.api.ApiRoutes;
import io.packhouse.gateway.api.Scope;
import io.packhouse.gateway.http.BlockingCalls;
import io.packhouse.gateway.jobs.JobStatus.AttemptSeen;
import io.packhouse.platform.jobs.JobKeys;
import io.packhouse.platform.objects.ObjectStore;

/**
 * {@code GET /api/v1/jobs/{id}/log}: what the attempts of a job wrote down, as plain text, oldest first. An attempt's log is kept
 * when the attempt ends; that of an attempt whose process died is lost with it.
 */
public final class LogsApi {

    private static final String PATH = "/api/v1/jobs/{id}/log";

    private final Jobs jobs;
    private final ObjectStore objects;
    private final BlockingCalls calls;

    public LogsApi(Jobs jobs, ObjectStore objects, BlockingCalls calls) {
        this.jobs = jobs;
        this.objects = objects;
        this.calls = calls;
    }

    /** Mounts the operation. */
    public void mount(ApiRoutes routes) {
        routes.mount(HttpMethod.GET, PATH, Scope.JOBS_READ, this::get);
    }

    private void get(RoutingContext request) {
        JobId id = ApiRoutes.parameter(request, "id").flatMap(JobId::parse).orElseThrow(LogsApi::unknown);
        jobs.find(id).map(status -> status.orElseThrow(LogsApi::unknown)).compose(status -> calls.call(() -> text(status)))
                .onSuccess(text -> {
                    if (!request.response().closed()) {
                        request.response().putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store").end(Buffer.buffer(text));
                    }
                }).onFailure(request::fail);
    }

    private static FailureException unknown() {
        return new Failure(Code.NOT_FOUND, "there is no such job").exception();
    }

    private String text(JobStatus status) {
        Set<String> keys = new LinkedHashSet<>();
        StringBuilder text = new StringBuilder();
        for (AttemptSeen attempt : status.attempts()) {
            String key = JobKeys.attemptLog(status.id(), attempt.id());
            keys.add(key);
            text.append("# attempt ").append(attempt.number()).append(" by ").append(attempt.worker()).append(", ")
                    .append(attempt.startedAt()).append('\n');
            append(key, text);
        }
        // Attempts of long ago are known by their logs alone.
        objects.list(JobKeys.attemptLogs(status.id())).stream().filter(key -> !keys.contains(key)).forEach(key -> {
            text.append("# attempt\n");
            append(key, text);
        });
        return text.toString();
    }

    private void append(String key, StringBuilder text) {
        Optional<byte[]> log = objects.get(key);
        log.ifPresent(bytes -> text.append(new String(bytes, StandardCharsets.UTF_8)).append('\n'));
    }
}
