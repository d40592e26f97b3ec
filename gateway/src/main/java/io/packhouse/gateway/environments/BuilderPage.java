package io.packhouse.gateway.environments;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

import io.packhouse.addonscript.documents.BuilderRequest;
import io.packhouse.addonscript.documents.RefusedException;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.JobState;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.gateway.http.BlockingCalls;
import io.packhouse.gateway.http.Prefer;
import io.packhouse.gateway.http.RequestBody;
import io.packhouse.gateway.http.RequestTrace;
import io.packhouse.gateway.jobs.JobJson;
import io.packhouse.gateway.jobs.JobStatus;
import io.packhouse.gateway.jobs.Jobs;

/**
 * {@code POST /v2/builder}: a request is checked, and waits for its environment. The build is the house's, not the caller's: it
 * goes on when the caller leaves, or has waited for as long as callers wait here.
 */
final class BuilderPage {

    /** Tells which build an answer comes from: the id of a job. */
    static final String BUILD_ID = "X-Build-Id";

    private static final int RETRY_SECONDS = 10;

    private final EnvironmentsGatewaySettings settings;
    private final RepositoryView repository;
    private final Orders orders;
    private final Environments environments;
    private final Jobs jobs;
    private final BlockingCalls calls;
    private final RequestBody bodies;
    private final BodyRoom room;
    /** Large requests that are read at once: each costs a processor, and up to a hundred megabytes. */
    private final Semaphore readers = new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));

    BuilderPage(EnvironmentsGatewaySettings settings, RepositoryView repository, Orders orders, Environments environments,
            Jobs jobs, BlockingCalls calls) {
        this.settings = settings;
        this.repository = repository;
        this.orders = orders;
        this.environments = environments;
        this.jobs = jobs;
        this.calls = calls;
        this.bodies = new RequestBody(BuilderRequest.SIZE_LIMIT, settings.bodyTime());
        this.room = new BodyRoom(settings.bodies().bytes());
    }

    /** Called on the event loop, before anything asynchronous has happened to the request. */
    void build(RoutingContext context) {
        long deadline = System.nanoTime() + settings.deadline().toNanos();
        long size = RequestShape.size(context.request());
        if (size > BuilderRequest.SIZE_LIMIT) {
            BuilderAnswers.problem(context, 413, "too_large",
                    "the body has " + size + " bytes, " + BuilderRequest.SIZE_LIMIT + " are allowed");
            return;
        }
        Optional<String> otherType = RequestShape.otherType(context.request());
        if (otherType.isPresent()) {
            BuilderAnswers.problem(context, 415, "unsupported_media_type", otherType.get());
            return;
        }
        long taken = room.take(size);
        Future<Void> left = left(context);
        String trace = RequestTrace.of(context).toHeader();
        bodies.read(context).compose(this::order).onComplete(_ -> room.give(taken))
                .compose(order -> environments.look(order, trace)
                        .compose(found -> answer(context, order, found, deadline, left)))
                .onFailure(e -> BuilderAnswers.fail(context, e));
    }

    private static Future<Void> left(RoutingContext context) {
        Promise<Void> left = Promise.promise();
        context.addEndHandler(ended -> {
            if (ended.failed()) {
                left.tryComplete();
            }
        });
        return left.future();
    }

    /** "Nothing is known of it" holds as of now. */
    private Future<Order> order(Buffer body) {
        Snapshot seen = repository.current();
        return order(body, seen).recover(e -> e instanceof RefusedException refused && refused.refusal().status() == 404
                ? repository.now().compose(now -> now == seen ? Future.failedFuture(e) : order(body, now))
                : Future.failedFuture(e));
    }

    private Future<Order> order(Buffer body, Snapshot snapshot) {
        return calls.call(() -> {
            if (body.length() <= BodyRoom.SMALL) {
                return orders.take(body.getBytes(), snapshot);
            }
            readers.acquire();
            try {
                return orders.take(body.getBytes(), snapshot);
            } finally {
                readers.release();
            }
        });
    }

    private Future<Void> answer(RoutingContext context, Order order, Found found, long deadline, Future<Void> left) {
        return switch (found) {
            case Found.Ready ready -> send(context, order, ready.answer());
            case Found.Refused refused -> {
                name(context, refused.build());
                yield Future.failedFuture(refused.refusal().exception());
            }
            case Found.Pending pending ->
                wait(context, order, pending, Duration.ofNanos(deadline - System.nanoTime()), left);
        };
    }

    private Future<Void> wait(RoutingContext context, Order order, Found.Pending pending, Duration longest,
            Future<Void> left) {
        name(context, pending.build());
        boolean isAsync = Prefer.isAsync(context.request());
        Duration time = isAsync ? Prefer.waitOf(context.request(), longest).orElse(Duration.ZERO) : longest;
        Future<Optional<Answer>> waited = isAsync && !time.isPositive()
                ? Future.succeededFuture(Optional.empty())
                : environments.await(order, pending, time, left);
        return waited.compose(answer -> {
            if (answer.isPresent()) {
                return send(context, order, answer.get());
            }
            return isAsync ? accept(context, pending.build()) : Future.failedFuture(late().exception());
        });
    }

    private Failure late() {
        return new Failure(Code.UNAVAILABLE, "the environment was not built within " + settings.deadline().toSeconds()
                + " s; the build goes on, and the same request will find it").retryAfter(RETRY_SECONDS);
    }

    private static void name(RoutingContext context, JobId build) {
        if (!context.response().headWritten()) {
            context.response().putHeader(BUILD_ID, build.value());
        }
    }

    private static Future<Void> send(RoutingContext context, Order order, Answer answer) {
        HttpServerResponse response = context.response();
        if (response.headWritten() || response.closed()) {
            return Future.succeededFuture();
        }
        response.putHeader(BUILD_ID, answer.build().value()).putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store").putHeader("X-Content-Type-Options", "nosniff")
                // That it was not written is the client's loss.
                .end(answer.body(order.addonscript()));
        return Future.succeededFuture();
    }

    /** The job, as the jobs API shows it. */
    private Future<Void> accept(RoutingContext context, JobId build) {
        JobStatus unseen = new JobStatus(build, Kind.ENVIRONMENT, JobState.QUEUED, Order.CALLER, null, java.util.List.of(),
                null,
                null);
        return jobs.find(build).otherwise(Optional.empty()).map(seen -> {
            HttpServerResponse response = context.response();
            if (!response.headWritten() && !response.closed()) {
                response.setStatusCode(202).putHeader(HttpHeaders.LOCATION, JobJson.pathOf(build))
                        .putHeader(Prefer.APPLIED, "respond-async").putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                        .end(Buffer.buffer(Json.write(JobJson.of(seen.orElse(unseen)))));
            }
            return null;
        });
    }
}
