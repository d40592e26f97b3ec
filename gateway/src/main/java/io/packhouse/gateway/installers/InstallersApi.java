package io.packhouse.gateway.installers;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.JobState;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.installers.BuildInstallers.KeyDelivery;
import io.packhouse.gateway.api.Access;
import io.packhouse.gateway.api.ApiRoutes;
import io.packhouse.gateway.api.Problem;
import io.packhouse.gateway.api.Scope;
import io.packhouse.gateway.http.Prefer;
import io.packhouse.gateway.http.RequestBody;
import io.packhouse.gateway.http.RequestTrace;
import io.packhouse.gateway.jobs.JobJson;
import io.packhouse.gateway.jobs.JobStatus;
import io.packhouse.gateway.jobs.Jobs;
import io.packhouse.gateway.xmlrpc.Quoted;

/**
 * {@code POST /api/v1/installers}: the JSON twin of {@code build_installers}, as a job.
 *
 * <p>
 * Answered with 202 once the job is accepted, or with 200 once it has ended when {@code Prefer: wait} asked for that and it
 * ended in time. Private keys that are made must have somewhere to go: to a key of the caller's own ({@code seal_to}, then
 * they are in the job's result, encrypted), or into the answer of a call that waits. A call that does neither must bring
 * all public keys. When a waiting call cannot be given its private keys in time, its job is called off, because nobody
 * could have them later.
 */
public final class InstallersApi {

    private static final String PATH = "/api/v1/installers";
    private static final int LONGEST_KEY = 255;

    private final Jobs jobs;
    private final WaitingCall waiting;
    private final InstallersRules rules;
    private final RequestBody bodies;
    private final Reading reading;
    private final int tokens;
    private final Duration longestWait;

    /**
     * @param longestWait
     *            the longest that {@code Prefer: wait} is granted
     */
    public InstallersApi(Vertx vertx, InstallersGatewaySettings settings, Jobs jobs, Duration longestWait) {
        this.jobs = jobs;
        this.waiting = new WaitingCall(jobs);
        this.rules = new InstallersRules(settings.reservedPercentage(), settings.limits());
        this.bodies = new RequestBody(settings.limits().body().toInt(), settings.limits().bodyTime());
        this.reading = new Reading(vertx);
        this.tokens = 2 * settings.limits().xmlRpc().values();
        this.longestWait = longestWait;
    }

    /** Mounts the operation. */
    public void mount(ApiRoutes routes) {
        routes.mount(HttpMethod.POST, PATH, Scope.INSTALLERS_WRITE, this::create);
    }

    /** An order that was read, and what the request's headers say of it. */
    private record Order(InstallersRequest request, byte @Nullable [] sealTo, Submission submission) {
    }

    private void create(RoutingContext context) {
        if (!isJson(context)) {
            Problem.send(context,
                    new Failure(Failure.Code.INVALID_REQUEST, "the body must be sent as Content-Type: application/json"),
                    415);
            return;
        }
        String key = idempotencyKey(context);
        Optional<Duration> wait = Prefer.waitOf(context.request(), longestWait).filter(Duration::isPositive);
        String caller = Access.caller(context);
        bodies.read(context).map(Buffer::getBytes).compose(body -> reading.of(body.length, () -> {
            InstallersOrder order = InstallersOrder.read(body, rules, tokens);
            return new Order(order.request(), order.sealTo(),
                    new Submission(caller, key, Fingerprint.of(body), RequestTrace.of(context).toHeader()));
        })).compose(order -> wait.isPresent() ? waited(context, order, wait.get()) : accepted(context, order))
                .onFailure(context::fail);
    }

    /** A browser lets a page send other types to other sites unasked, which matters while no token is needed. */
    private static boolean isJson(RoutingContext context) {
        String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals("application/json");
    }

    private static @Nullable String idempotencyKey(RoutingContext context) {
        String key = context.request().getHeader("Idempotency-Key");
        if (key != null && (key.isEmpty() || key.length() > LONGEST_KEY)) {
            throw new Failure(Failure.Code.INVALID_REQUEST,
                    "an Idempotency-Key has 1 to " + LONGEST_KEY + " characters, this one has " + key.length()).exception();
        }
        return key;
    }

    private Future<Void> accepted(RoutingContext context, Order order) {
        List<String> keysToMake = order.request().keysToMake();
        if (!keysToMake.isEmpty() && order.sealTo() == null) {
            return Future.failedFuture(homeless(keysToMake).exception());
        }
        return submit(order).compose(id -> send(context, 202, status(id, order, null), null));
    }

    private Future<Void> waited(RoutingContext context, Order order, Duration wait) {
        context.response().putHeader(Prefer.APPLIED, "wait=" + wait.toSeconds());
        if (!order.request().keysToMake().isEmpty() && order.sealTo() == null) {
            return waiting.run(order.request(), order.submission(), wait, left(context, order))
                    .compose(result -> answer(context, order, result));
        }
        return submit(order).compose(id -> jobs.await(id, wait).compose(ending -> ending.isPresent()
                ? send(context, 200, status(id, order, ending.get().outcome()), null)
                : send(context, 202, status(id, order, null), null)));
    }

    private Future<JobId> submit(Order order) {
        return jobs.submit(order.submission().job(order.request().command(order.sealTo(), KeyDelivery.RESULT)));
    }

    private Future<Void> answer(RoutingContext context, Order order, WaitingCall.Result result) {
        return switch (result) {
            case WaitingCall.Result.Built(BuiltInstallers built) ->
                send(context, 200, status(built.id(), order, built.outcome()), built);
            case WaitingCall.Result.NotBuilt(JobId id, Failure _, Outcome.Failed failed) ->
                send(context, 200, status(id, order, failed), null);
            case WaitingCall.Result.NotBuilt(JobId _, Failure why, Outcome _) -> Future.failedFuture(
                    // To the caller a call that was called off is one that could not be served now.
                    why.code() == Failure.Code.TIME_LIMIT
                            ? new Failure(Failure.Code.UNAVAILABLE, why.message()).exception()
                            : why.exception());
        };
    }

    /** The end of a caller who could not have the keys any more; one with an idempotency key may come back for its job. */
    private static Future<Void> left(RoutingContext context, Order order) {
        return order.submission().idempotencyKey() == null ? CallerLeft.of(context) : Future.future(_ -> {
        });
    }

    private static Failure homeless(List<String> names) {
        String sentence = "pairs would be made for " + Quoted.plain(String.join(", ", names), 200)
                + ", but their private keys could not be given to anybody: "
                + "bring public keys, or a key to encrypt to (seal_to), or wait for the answer (Prefer: wait=N)";
        return new Failure(Failure.Code.INVALID_REQUEST, sentence, List.of(new Failure.Violation("/seal_to", sentence)));
    }

    private static JobStatus status(JobId id, Order order, @Nullable Outcome outcome) {
        return new JobStatus(id, Kind.INSTALLERS, outcome == null ? JobState.QUEUED : JobState.of(outcome),
                order.submission().caller(), null, List.of(), null, outcome);
    }

    private static Future<Void> send(RoutingContext context, int code, JobStatus status, @Nullable BuiltInstallers built) {
        if (context.response().closed()) {
            return Future.succeededFuture();
        }
        ObjectNode json = JobJson.of(status);
        if (built != null && !built.privateKeys().isEmpty()) {
            json.set("private_keys", Json.tree(built.privateKeys()));
        }
        return context.response().setStatusCode(code).putHeader(HttpHeaders.LOCATION, JobJson.pathOf(status.id()))
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json").putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(Buffer.buffer(Json.write(json)));
    }
}
