package io.packhouse.gateway.packages;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.JobState;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.packages.CatalogueAnswer;
import io.packhouse.contracts.packages.PackageKey;
import io.packhouse.gateway.api.Access;
import io.packhouse.gateway.api.ApiRoutes;
import io.packhouse.gateway.api.Scope;
import io.packhouse.gateway.http.Prefer;
import io.packhouse.gateway.http.RequestTrace;
import io.packhouse.gateway.jobs.JobJson;
import io.packhouse.gateway.jobs.JobStatus;
import io.packhouse.gateway.packages.PackageJobs.Caller;

/**
 * What changes {@code /api/v1/packages}: uploading, removing, going back to a revision; each is a job. Answered with 202 once it
 * is accepted, or, when {@code Prefer: wait} asked for that and it ended in time, with 200 or 201 and what it did; then this
 * gateway's catalogue has it.
 */
public final class PackageWritesApi {

    private static final int LONGEST_KEY = 255;
    private static final int LONGEST_NOTE = 1000;

    private final PackagesFoundation house;
    private final Duration longestWait;

    /**
     * @param longestWait
     *            the longest that {@code Prefer: wait} is granted
     */
    public PackageWritesApi(PackagesFoundation house, Duration longestWait) {
        this.house = house;
        this.longestWait = longestWait;
    }

    /** Mounts the operations. */
    public void mount(ApiRoutes routes) {
        routes.mount(HttpMethod.POST, PackagesApi.PATH, Scope.PACKAGES_WRITE, this::upload);
        routes.mount(HttpMethod.DELETE, PackagesApi.PATH + "/{id}", Scope.PACKAGES_REMOVE, this::removeAll);
        routes.mount(HttpMethod.DELETE, PackagesApi.PACKAGE, Scope.PACKAGES_REMOVE, this::remove);
        routes.mount(HttpMethod.POST, PackagesApi.REVISION + "/restore", Scope.PACKAGES_WRITE, this::restore);
    }

    private void upload(RoutingContext context) {
        Caller caller = caller(context);
        String note = context.request().getParam("note");
        if (note != null && note.length() > LONGEST_NOTE) {
            throw new Failure(Code.INVALID_REQUEST,
                    "a note has at most " + LONGEST_NOTE + " characters, this one has " + note.length()).exception();
        }
        Optional<Duration> wait = wait(context);
        house.uploads().receive(context)
                .compose(file -> house.jobs().upload(caller, file, note == null || note.isEmpty() ? null : note))
                .compose(job -> answer(context, job, Kind.PACKAGE_UPLOAD, caller, wait)).onFailure(context::fail);
    }

    private void removeAll(RoutingContext context) {
        String id = ApiRoutes.parameter(context, "id").orElseThrow(() -> PackagesApi.unknown().exception());
        remove(context, id, null);
    }

    private void remove(RoutingContext context) {
        PackageKey key = PackagesApi.key(context);
        remove(context, key.id(), key.architecture());
    }

    private void remove(RoutingContext context, String id, @Nullable String architecture) {
        Caller caller = caller(context);
        Optional<Duration> wait = wait(context);
        Future<Boolean> known = architecture == null
                ? house.view().shelf(id).map(Optional::isPresent)
                : house.view().current(new PackageKey(id, architecture)).map(Optional::isPresent);
        existing(caller, known, PackagesApi.unknown())
                .compose(_ -> house.jobs().remove(caller, id, architecture))
                .compose(job -> answer(context, job, Kind.PACKAGE_REMOVE, caller, wait)).onFailure(context::fail);
    }

    private void restore(RoutingContext context) {
        PackageKey key = PackagesApi.key(context);
        int revision = PackagesApi.revisionOf(context);
        Caller caller = caller(context);
        Optional<Duration> wait = wait(context);
        existing(caller, house.view().revision(key, revision).map(Optional::isPresent), PackagesApi.unknownRevision())
                .compose(_ -> house.jobs().restore(caller, key, revision))
                .compose(job -> answer(context, job, Kind.PACKAGE_RESTORE, caller, wait)).onFailure(context::fail);
    }

    /** What is not there needs no job; but a repeat under an idempotency key gets the answer of the first, whatever is there now. */
    private static Future<Void> existing(Caller caller, Future<Boolean> known, Failure otherwise) {
        return known.compose(exists -> exists || caller.key() != null
                ? Future.succeededFuture()
                : Future.failedFuture(otherwise.exception()));
    }

    private Caller caller(RoutingContext context) {
        String key = context.request().getHeader("Idempotency-Key");
        if (key != null && (key.isEmpty() || key.length() > LONGEST_KEY)) {
            throw new Failure(Code.INVALID_REQUEST,
                    "an Idempotency-Key has 1 to " + LONGEST_KEY + " characters, this one has " + key.length()).exception();
        }
        String name = Access.caller(context);
        if (name.equals(Access.ANONYMOUS) && house.isForeignPage(context)) {
            throw new Failure(Code.FORBIDDEN, "a page of another site may change nothing here without a token").exception();
        }
        return new Caller(name, key, RequestTrace.of(context).toHeader());
    }

    private Optional<Duration> wait(RoutingContext context) {
        return Prefer.waitOf(context.request(), longestWait).filter(Duration::isPositive);
    }

    private Future<Void> answer(RoutingContext context, JobId job, String kind, Caller caller, Optional<Duration> wait) {
        if (wait.isEmpty()) {
            return send(context, new PackageEnding.Pending(job), kind, caller);
        }
        if (!context.response().headWritten()) {
            context.response().putHeader(Prefer.APPLIED, "wait=" + wait.get().toSeconds());
        }
        return house.jobs().end(job, wait.get()).compose(ending -> send(context, ending, kind, caller));
    }

    private static Future<Void> send(RoutingContext context, PackageEnding ending, String kind, Caller caller) {
        if (context.response().closed()) {
            return Future.succeededFuture();
        }
        Outcome outcome = switch (ending) {
            case PackageEnding.Answered answered -> answered.outcome();
            case PackageEnding.Refused refused -> refused.outcome();
            case PackageEnding.Pending _ -> null;
        };
        ObjectNode json = JobJson.of(new JobStatus(ending.job(), kind,
                outcome == null ? JobState.QUEUED : JobState.of(outcome), caller.name(), null, List.of(), null, outcome));
        if (ending instanceof PackageEnding.Answered answered) {
            json.set("catalogue", PackageJson.of(answered.answer()));
        }
        return context.response().setStatusCode(status(ending))
                .putHeader(HttpHeaders.LOCATION, JobJson.pathOf(ending.job()))
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json").putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(Buffer.buffer(Json.write(json)));
    }

    private static int status(PackageEnding ending) {
        return switch (ending) {
            case PackageEnding.Pending _ -> 202;
            case PackageEnding.Answered answered when answered.answer() instanceof CatalogueAnswer.Added -> 201;
            case PackageEnding.Answered _,PackageEnding.Refused _ -> 200;
        };
    }
}
