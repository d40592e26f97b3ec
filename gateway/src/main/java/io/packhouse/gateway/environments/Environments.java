package io.packhouse.gateway.environments;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.addonscript.documents.Problem;
import io.packhouse.addonscript.documents.ProblemCode;
import io.packhouse.addonscript.documents.Refusal;
import io.packhouse.addonscript.documents.RefusedException;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.environments.EnvironmentBuilt;
import io.packhouse.gateway.environments.Builds.Build;
import io.packhouse.gateway.environments.Builds.Last;
import io.packhouse.gateway.http.BlockingCalls;
import io.packhouse.gateway.jobs.Jobs;
import io.packhouse.gateway.memory.BoundedCache;
import io.packhouse.gateway.memory.Flights;
import io.packhouse.platform.objects.ObjectStore;

/**
 * Environments by their keys: from memory, from what a build has made, by joining a build, or by ordering one. At any number of
 * gateways, equal orders at once are one build. A build that failed is no reason not to begin another, but that what a recipe
 * found out about a request (there is nothing, or it is wrong) is told again for a while.
 *
 * <p>
 * An environment whose time is over is built anew. Where that fails by no finding of the recipe, the old one is answered for a
 * while longer. Never blocks; futures complete on the context of the caller.
 */
final class Environments {

    /** The greatest answer, in bytes: 5,000 files with some kilobytes each. */
    private static final int ANSWER_LIMIT = 64 << 20;
    /** How long an old answer is given without another try at a new one. */
    private static final Duration STALE_PAUSE = Duration.ofSeconds(60);
    private static final Logger log = LoggerFactory.getLogger(Environments.class);

    private final BlockingCalls calls;
    private final Jobs jobs;
    private final Builds builds;
    private final StoredBlobs blobs;
    private final JoinedBuilds joined;
    private final OwnLinks links;
    private final Duration noDataFor;
    private final Duration staleFor;
    private final MeterRegistry metrics;
    private final BoundedCache<String, Answer> answers;
    private final BoundedCache<String, Instant> told = new BoundedCache<>(1 << 20, _ -> 64);
    private final Flights<Found> looks = new Flights<>();
    private final Flights<Answer> renderings = new Flights<>();

    Environments(Vertx vertx, ObjectStore objects, BlockingCalls calls, Jobs jobs, OwnLinks links,
            EnvironmentsGatewaySettings settings, MeterRegistry metrics) {
        this.calls = calls;
        this.jobs = jobs;
        this.builds = new Builds(objects);
        this.blobs = new StoredBlobs(objects);
        this.joined = new JoinedBuilds(vertx, jobs, settings.waitingLimit());
        this.links = links;
        this.noDataFor = settings.noDataFor();
        this.staleFor = settings.staleFor();
        this.metrics = metrics;
        this.answers = new BoundedCache<>(settings.cache().bytes(), Answer::weight);
        metrics.gauge("packhouse.environments.waiting", joined, JoinedBuilds::count);
    }

    /**
     * What there is for {@code order}; where there is nothing, a build is begun.
     *
     * @return fails with {@code UNAVAILABLE} when a build would have to be waited for and too many wait, and when Kafka or the
     *         store is away
     */
    Future<Found> look(Order order, @Nullable String trace) {
        Optional<Answer> known = answers.find(order.key());
        if (known.isPresent() && known.get().isFresh(Instant.now())) {
            count("memory");
            return Future.succeededFuture(new Found.Ready(known.get()));
        }
        return calls.here(looks.join(order.key(),
                () -> calls.call(() -> builds.last(order.key())).compose(last -> found(order, last.orElse(null), trace))));
    }

    private Future<Found> found(Order order, @Nullable Last last, @Nullable String trace) {
        if (last == null) {
            return begin(order, 1, null, trace);
        }
        JobId job = last.build().job();
        JobId before = last.build().before();
        int next = last.number() + 1;
        return switch (last.outcome()) {
            case null -> pending(job, before);
            case Outcome.Succeeded succeeded -> {
                EnvironmentBuilt built = built(succeeded);
                yield isFresh(built)
                        ? rendered(order.key(), job, built).map(answer -> ready("store", answer))
                        : begin(order, next, job, trace);
            }
            case Outcome.Failed failed when isFinding(failed.failure()) -> isWithin(noDataFor, failed.endedAt())
                    ? Future.succeededFuture(new Found.Refused(job, refusal(failed.failure())))
                    : begin(order, next, null, trace);
            case Outcome.Failed failed when before != null && isWithin(STALE_PAUSE, failed.endedAt()) ->
                stale(order, before)
                        .compose(old -> old.isPresent()
                                ? Future.succeededFuture(ready("stale", old.get()))
                                : begin(order, next, before, trace));
            case Outcome.Failed _ -> begin(order, next, before, trace);
            case Outcome.Cancelled _ -> begin(order, next, before, trace);
        };
    }

    private Future<Found> pending(JobId job, @Nullable JobId before) {
        joined.requireRoom();
        count("joined");
        return Future.succeededFuture(new Found.Pending(job, before));
    }

    private Future<Found> begin(Order order, int number, @Nullable JobId before, @Nullable String trace) {
        joined.requireRoom();
        Future<Found> begun = calls.call(() -> builds.claim(order.key(), number))
                .compose(others -> others.isPresent()
                        ? Future.succeededFuture(others.get())
                        : jobs.submit(order.job(number, trace))
                                .compose(job -> calls.call(() -> noted(order, number, job, before))))
                .compose(build -> pending(build.job(), build.before()));
        return before == null ? begun : begun.recover(e -> elseStale(order, before, e).map(old -> ready("stale", old)));
    }

    private Build noted(Order order, int number, JobId job, @Nullable JobId before) {
        var command = order.command();
        log.atInfo().addKeyValue("job", job).addKeyValue("environment", order.key()).addKeyValue("number", number)
                .addKeyValue("addon", command.namespace() + ":" + command.id() + ":" + command.version())
                .log("A build begins");
        return builds.begun(order.key(), number, new Build(job, before));
    }

    /**
     * Waits for a build.
     *
     * @param longest
     *            how long; then the future completes empty and the build goes on
     * @param left
     *            completed when the caller has gone: the future then fails, and the build goes on
     * @return fails with {@link RefusedException}, {@link BuildFailedException}, or
     *         {@link io.packhouse.contracts.FailureException} when this gateway cannot tell
     */
    Future<Optional<Answer>> await(Order order, Found.Pending pending, Duration longest, Future<Void> left) {
        Future<Optional<Answer>> waited = joined.join(pending.build(), longest, left).compose(outcome -> outcome.isEmpty()
                ? Future.succeededFuture(Optional.<Answer>empty())
                : answered(order, pending.build(), outcome.get()).map(Optional::of));
        JobId before = pending.before();
        if (before == null) {
            return waited;
        }
        return waited.transform(done -> {
            if (done.succeeded() && done.result().isPresent()) {
                return Future.succeededFuture(done.result());
            }
            Throwable why = done.succeeded()
                    ? new Failure(Code.UNAVAILABLE, "its new build takes long").exception()
                    : done.cause();
            return left.isComplete()
                    ? Future.failedFuture(why)
                    : elseStale(order, before, why).map(Optional::of)
                            .recover(e -> done.succeeded()
                                    ? Future.succeededFuture(Optional.<Answer>empty())
                                    : Future.failedFuture(e));
        });
    }

    private Future<Answer> answered(Order order, JobId job, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded succeeded -> rendered(order.key(), job, built(succeeded));
            case Outcome.Failed failed when isFinding(failed.failure()) ->
                Future.failedFuture(refusal(failed.failure()).exception());
            case Outcome.Failed failed -> Future.failedFuture(new BuildFailedException(failed.failure()));
            case Outcome.Cancelled _ ->
                Future.failedFuture(new BuildFailedException(new Failure(Code.INTERNAL, "the build was called off")));
        };
    }

    /** The old environment; fails with {@code why} where there is none that may still be given, or where it must not be. */
    private Future<Answer> elseStale(Order order, JobId before, Throwable why) {
        if (why instanceof RefusedException) {
            return Future.failedFuture(why);
        }
        return stale(order, before).map(old -> {
            if (old.isPresent()) {
                tellOfStale(order, before, why);
                return old.get();
            }
            throw why instanceof RuntimeException known ? known : new IllegalStateException(why);
        });
    }

    /** One line now and then, not one for everybody who waited. */
    private void tellOfStale(Order order, JobId before, Throwable why) {
        if (told.find(order.key()).filter(since -> isWithin(STALE_PAUSE, since)).isEmpty()) {
            told.put(order.key(), Instant.now());
            log.atWarn().addKeyValue("environment", order.key()).addKeyValue("job", before)
                    .addKeyValue("cause", why.getMessage())
                    .log("An old environment is answered: it could not be built anew");
        }
    }

    private Future<Optional<Answer>> stale(Order order, JobId before) {
        return calls.call(() -> builds.outcome(before))
                .map(outcome -> outcome.filter(Outcome.Succeeded.class::isInstance).map(Outcome.Succeeded.class::cast)
                        .map(Environments::built).filter(this::isGivable))
                .compose(built -> built.isEmpty()
                        ? Future.succeededFuture(Optional.<Answer>empty())
                        : rendered(order.key(), before, built.get()).map(Optional::of));
    }

    private Future<Answer> rendered(String key, JobId job, EnvironmentBuilt built) {
        return calls.here(renderings.join(job.value(), () -> calls.call(() -> {
            Optional<Answer> known = answers.find(key).filter(answer -> answer.build().equals(job));
            return known.orElseGet(() -> {
                Answer answer = new Answer(links.fill(blobs.read(built.response(), ANSWER_LIMIT)), job, built.freshUntil());
                answers.put(key, answer);
                return answer;
            });
        })));
    }

    private static EnvironmentBuilt built(Outcome.Succeeded succeeded) {
        return Json.convert(succeeded.result(), EnvironmentBuilt.class);
    }

    private static boolean isFresh(EnvironmentBuilt built) {
        return built.freshUntil() == null || Instant.now().isBefore(built.freshUntil());
    }

    private boolean isGivable(EnvironmentBuilt built) {
        return built.freshUntil() == null || isWithin(staleFor, built.freshUntil());
    }

    private static boolean isWithin(Duration time, Instant since) {
        return Instant.now().isBefore(since.plus(time));
    }

    /** Whether a build has failed by what it found out, which is an answer. */
    private static boolean isFinding(Failure failure) {
        return failure.code() == Code.NOT_FOUND || failure.code() == Code.INVALID_REQUEST;
    }

    private static Refusal refusal(Failure finding) {
        return Refusal.of(new Problem(finding.code() == Code.NOT_FOUND ? ProblemCode.NO_DATA : ProblemCode.CONSTRAINT, "",
                Problem.echo(finding.message())));
    }

    private Found ready(String from, Answer answer) {
        count(from);
        return new Found.Ready(answer);
    }

    private void count(String from) {
        metrics.counter("packhouse.environments.answers", "from", from).increment();
    }

    /** Sends away everybody who waits: the gateway stops. */
    void close() {
        joined.close();
    }
}
