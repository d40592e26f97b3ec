package io.packhouse.gateway.signatures;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Outcome;
import io.packhouse.gateway.jobs.Ending;
import io.packhouse.gateway.jobs.NewJob;
import io.packhouse.gateway.memory.BoundedCache;
import io.packhouse.gateway.memory.Flights;

/**
 * Objects of the store that are created once, by a job where they are missing: looked for in memory, then in the store, then
 * ordered and waited for. Everybody gets what the object holds, never what one job says that it made.
 *
 * <p>
 * Equal wishes at once share one look and one job, so that any number of callers costs one command. Never blocks; futures
 * complete on the context of the caller, and fail with {@link FailureException}: {@code UNAVAILABLE} when the job has not ended
 * within the caller's patience, when too many are waited for, or when Kafka or the store is away; {@code INTERNAL} when the job
 * failed, which whoever answers the caller logs.
 *
 * @param <T>
 *            what an object holds
 */
final class MadeObjects<T> {

    private final String what;
    private final SignaturesFoundation house;
    private final Waits waits;
    private final Function<byte[], T> reading;
    private final BoundedCache<String, T> memory;
    private final Flights<Optional<T>> looks = new Flights<>();
    private final Flights<T> jobs = new Flights<>();

    /**
     * @param what
     *            in words, for messages and metrics
     * @param memoryLimit
     *            bytes of objects that are kept in memory
     * @param weight
     *            the bytes of one
     */
    MadeObjects(String what, SignaturesFoundation house, Waits waits, Function<byte[], T> reading, long memoryLimit,
            ToIntFunction<T> weight) {
        this.what = what;
        this.house = house;
        this.waits = waits;
        this.reading = reading;
        this.memory = new BoundedCache<>(memoryLimit, weight);
    }

    /**
     * The object.
     *
     * @param key
     *            of the object
     * @param job
     *            who makes it
     * @param permission
     *            asked when a job has to be ordered for this very call
     */
    Future<T> get(String key, Supplier<NewJob> job, Permission permission) {
        Optional<T> known = memory.find(key);
        if (known.isPresent()) {
            count("memory");
            return Future.succeededFuture(known.get());
        }
        return house.calls().here(looks.join(key, () -> house.calls().call(() -> read(key))))
                .compose(found -> found.isPresent()
                        ? Future.succeededFuture(found.get())
                        : patient(made(key, job, permission)));
    }

    private Optional<T> read(String key) {
        Optional<T> found = house.objects().get(key).map(reading);
        found.ifPresent(value -> {
            memory.put(key, value);
            count("store");
        });
        return found;
    }

    private Future<T> made(String key, Supplier<NewJob> job, Permission permission) {
        Future<T> begun = jobs.find(key);
        if (begun != null) {
            return begun;
        }
        // The job that was under way a moment ago has ended, and put what it made there first.
        Optional<T> known = memory.find(key);
        if (known.isPresent()) {
            return Future.succeededFuture(known.get());
        }
        if (jobs.count() >= waits.limit()) {
            throw unavailable("more than " + waits.limit() + " jobs for a " + what + " are waited for").exception();
        }
        permission.ask();
        return jobs.join(key, () -> make(key, job.get()));
    }

    private Future<T> make(String key, NewJob job) {
        return house.jobs().submit(job).compose(id -> house.jobs().await(id, Waits.GIVEN_UP_AFTER)
                .compose(ending -> {
                    check(id, ending);
                    return house.calls().call(() -> read(key));
                }).map(found -> found.orElseThrow(() -> failed(id, "its job made no object").exception())))
                .onSuccess(_ -> count("job"));
    }

    private void check(JobId id, Optional<Ending> ending) {
        Outcome outcome = ending.map(Ending::outcome)
                .orElseThrow(() -> unavailable("no " + what + " was made in time").exception());
        switch (outcome) {
            case Outcome.Succeeded _ -> {
            }
            case Outcome.Cancelled _ -> throw unavailable("the job for a " + what + " was called off").exception();
            case Outcome.Failed failed -> {
                Failure failure = failed.failure();
                throw failure.code() == Code.UNAVAILABLE || failure.code() == Code.STORAGE_FULL
                        ? failure.exception()
                        : failed(id, failure.message()).exception();
            }
        }
    }

    /** A job that fails is a matter for operators: callers asked for nothing wrong. */
    private Failure failed(JobId id, String why) {
        return new Failure(Code.INTERNAL, "no " + what + " could be made by the job " + id + ": " + why);
    }

    private static Failure unavailable(String why) {
        return new Failure(Code.UNAVAILABLE, why + "; try again shortly").retryAfter(Waits.RETRY_SECONDS);
    }

    /** Ends the waiting of one caller, not the job that others may wait for. */
    private Future<T> patient(Future<T> shared) {
        Vertx vertx = house.vertx();
        Promise<T> answer = ((ContextInternal) vertx.getOrCreateContext()).promise();
        long timer = vertx.setTimer(Math.max(1, waits.patience().toMillis()),
                _ -> answer.tryFail(unavailable("no " + what + " was made within " + waits.patience().toSeconds() + " s")
                        .exception()));
        shared.onComplete(done -> {
            vertx.cancelTimer(timer);
            if (done.succeeded()) {
                answer.tryComplete(done.result());
            } else {
                answer.tryFail(done.cause());
            }
        });
        return answer.future();
    }

    private void count(String from) {
        house.metrics().counter("packhouse.made.objects", "what", what.replace(' ', '-'), "from", from).increment();
    }
}
