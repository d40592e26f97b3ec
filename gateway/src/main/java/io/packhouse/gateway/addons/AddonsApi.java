package io.packhouse.gateway.addons;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;
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
import io.packhouse.contracts.addons.AddonSource;
import io.packhouse.gateway.addons.RebuildOrder.Caller;
import io.packhouse.gateway.api.Access;
import io.packhouse.gateway.api.ApiRoutes;
import io.packhouse.gateway.api.Problem;
import io.packhouse.gateway.api.Scope;
import io.packhouse.gateway.forms.FormException;
import io.packhouse.gateway.http.Prefer;
import io.packhouse.gateway.http.RequestBody;
import io.packhouse.gateway.http.RequestTrace;
import io.packhouse.gateway.jobs.Ending;
import io.packhouse.gateway.jobs.JobJson;
import io.packhouse.gateway.jobs.JobStatus;
import io.packhouse.gateway.jobs.Jobs;
import io.packhouse.platform.secrets.Secret;

/**
 * {@code POST /api/v1/addons}: orders rebuilds as jobs, by JSON, or by a multipart form whose text field {@code request} is
 * that JSON and whose files it names. Answered with 202 once the job is accepted, or with 200 once it has ended when
 * {@code Prefer: wait} asked for that and it ended in time. Several add-ons are one job, whose children do the work.
 */
public final class AddonsApi {

    private static final String PATH = "/api/v1/addons";
    private static final int LONGEST_KEY = 255;
    private static final String REQUEST = "request";

    private final AddonsFoundation foundation;
    private final AddonsLimits limits;
    private final Jobs jobs;
    private final RequestBody bodies;
    private final Duration longestWait;

    /**
     * @param longestWait
     *            the longest that {@code Prefer: wait} is granted
     */
    public AddonsApi(AddonsFoundation foundation, AddonsGatewaySettings settings, Jobs jobs, Duration longestWait) {
        this.foundation = foundation;
        this.limits = settings.limits();
        this.jobs = jobs;
        this.bodies = new RequestBody(limits.textSize().toInt(), limits.bodyTime());
        this.longestWait = longestWait;
    }

    /** Mounts the operation, for tokens and for the secret. */
    public void mount(ApiRoutes routes) {
        routes.mount(HttpMethod.POST, PATH, Scope.ADDONS_WRITE,
                presented -> foundation.secrets().find(presented).map(_ -> RebuildHandler.CALLER), this::create);
    }

    /** An order and what it is known by when it comes again. */
    private record Read(RebuildOrder order, String fingerprint) {
    }

    private void create(RoutingContext context) {
        String key = idempotencyKey(context);
        Optional<Duration> wait = Prefer.waitOf(context.request(), longestWait).filter(Duration::isPositive);
        String name = Access.caller(context);
        String trace = RequestTrace.of(context).toHeader();
        read(context).compose(read -> {
            Caller caller = new Caller(name, key, read.fingerprint(), trace);
            return jobs.submit(read.order().job(caller, foundation.links()))
                    .compose(id -> answer(context, id, read.order(), caller, wait));
        }).onFailure(e -> context.fail(
                e instanceof FormException malformed
                        ? new Failure(Code.INVALID_REQUEST, String.valueOf(malformed.getMessage())).exception(e)
                        : e));
    }

    private Future<Read> read(RoutingContext context) {
        String secretName = Access.credential(context).flatMap(foundation.secrets()::find).map(Secret::name).orElse("");
        return switch (mediaType(context)) {
            case "application/json" -> bodies.read(context)
                    .compose(body -> foundation.forms().apart(() -> read(body.getBytes(), Map.of(), secretName)));
            case "multipart/form-data" -> form(context, secretName);
            default -> {
                Problem.send(context, new Failure(Code.INVALID_REQUEST,
                        "the body must be sent as Content-Type: application/json or multipart/form-data"), 415);
                yield Future.future(_ -> {
                });
            }
        };
    }

    private Future<Read> form(RoutingContext context, String secretName) {
        if (isForeignPage(context)) {
            return Future.failedFuture(new Failure(Code.FORBIDDEN,
                    "a page of another site may order nothing here without a token").exception());
        }
        return foundation.forms().read(context, null, form -> read(
                form.text(REQUEST).orElseThrow(() -> noRequest().exception()).getBytes(StandardCharsets.UTF_8),
                form.uploads(), secretName));
    }

    /** A browser lets a page send a form to any site unasked, but says whose page it is. */
    private boolean isForeignPage(RoutingContext context) {
        String origin = context.request().getHeader(HttpHeaders.ORIGIN);
        return origin != null && !origin.equals(foundation.links().origin())
                && Access.caller(context).equals(Access.ANONYMOUS);
    }

    /** A browser asks before a page may send JSON to another site, which matters while no token is needed. */
    private static String mediaType(RoutingContext context) {
        String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private Read read(byte[] json, Map<String, Upload> uploads, String secretName) {
        RebuildOrder order = new OrderReader(foundation.sdks(), limits, uploads).read(json, secretName);
        return new Read(order, fingerprint(json, order));
    }

    private static Failure noRequest() {
        return new Failure(Code.INVALID_REQUEST,
                "the multipart form must have a text field request (without a filename) with the order as JSON");
    }

    private static @Nullable String idempotencyKey(RoutingContext context) {
        String key = context.request().getHeader("Idempotency-Key");
        if (key != null && (key.isEmpty() || key.length() > LONGEST_KEY)) {
            throw new Failure(Code.INVALID_REQUEST,
                    "an Idempotency-Key has 1 to " + LONGEST_KEY + " characters, this one has " + key.length()).exception();
        }
        return key;
    }

    /** Of the order's words and of the bytes of its files; not of a boundary, which is another one each time. */
    private static String fingerprint(byte[] json, RebuildOrder order) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(json);
            for (RebuildOrder.Wanted wanted : order.addons()) {
                if (wanted.source() instanceof AddonSource.Upload upload) {
                    digest.update(upload.blob().sha256().getBytes(StandardCharsets.US_ASCII));
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private Future<Void> answer(RoutingContext context, JobId id, RebuildOrder order, Caller caller,
            Optional<Duration> wait) {
        if (wait.isEmpty()) {
            return send(context, 202, id, order, caller, null);
        }
        if (!context.response().headWritten()) {
            context.response().putHeader(Prefer.APPLIED, "wait=" + wait.get().toSeconds());
        }
        return jobs.await(id, wait.get()).compose(ending -> send(context, ending.isPresent() ? 200 : 202, id, order, caller,
                ending.map(Ending::outcome).orElse(null)));
    }

    private static Future<Void> send(RoutingContext context, int status, JobId id, RebuildOrder order, Caller caller,
            @Nullable Outcome outcome) {
        if (context.response().closed()) {
            return Future.succeededFuture();
        }
        ObjectNode json = JobJson.of(new JobStatus(id, order.bulk() ? Kind.ADDONS : Kind.ADDON,
                outcome == null ? JobState.QUEUED : JobState.of(outcome), caller.name(), null, List.of(), null, outcome));
        if (order.bulk()) {
            ArrayNode children = json.putArray("children");
            order.jobs(id).forEach(
                    child -> children.addObject().put("id", child.value()).put("href", JobJson.pathOf(child)));
        }
        return context.response().setStatusCode(status).putHeader(HttpHeaders.LOCATION, JobJson.pathOf(id))
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json").putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(Buffer.buffer(Json.write(json)));
    }
}
