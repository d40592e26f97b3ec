package io.packhouse.gateway.installers;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.installers.BuildInstallers.KeyDelivery;
import io.packhouse.contracts.installers.InstallersBuilt;
import io.packhouse.contracts.installers.PrivateKeys;
import io.packhouse.gateway.jobs.Ending;
import io.packhouse.gateway.jobs.Jobs;
import io.packhouse.platform.crypto.SealedBox;

/**
 * Asks for installers and waits for them. Made private keys come sealed to a key pair that lives for one call and is
 * forgotten with it: they are in the answer of that call and nowhere else, so if this process ends first they are gone.
 *
 * <p>
 * A call that waited in vain calls its job off, so that an answer "it did not work" stays true. For an event loop; never
 * blocks.
 */
final class WaitingCall {

    private static final Logger log = LoggerFactory.getLogger(WaitingCall.class);
    /** For the event of a job that ended just before it would have been called off. */
    private static final Duration LAST_MOMENT = Duration.ofSeconds(1);

    private static final Failure KEYS_LOST = new Failure(Failure.Code.KEYS_LOST,
            "key pairs were made, but the private keys did not reach this call and are lost: ask again for new ones");

    private final Jobs jobs;

    WaitingCall(Jobs jobs) {
        this.jobs = jobs;
    }

    /**
     * Seals and opens a message to nobody, so that the first call does not wait for the loading of a cryptographic library.
     * May block for a while.
     */
    static void warmUp() {
        try (SealedBox.KeyPair receiver = SealedBox.newKeyPair()) {
            byte[] info = {1};
            SealedBox.open(receiver, info, SealedBox.seal(receiver.publicKey(), info, info));
        }
    }

    /** How a call ended that was accepted. */
    sealed interface Result {

        /** With installers, and with all the private keys that were made for it. */
        record Built(BuiltInstallers installers) implements Result {
        }

        /**
         * Without.
         *
         * @param why
         *            for the caller: the job's own failure, {@code CONFLICT} when somebody called it off, {@code TIME_LIMIT}
         *            when this call did, {@code KEYS_LOST} when there are installers, but their private keys are gone
         * @param outcome
         *            how the job ended
         */
        record NotBuilt(JobId id, Failure why, Outcome outcome) implements Result {
        }
    }

    /**
     * Runs a request to its end.
     *
     * @param limit
     *            how long to wait
     * @param left
     *            completed when the caller has gone: then the job is called off
     * @return how it ended; fails only when that is not known, as {@link Jobs} does
     */
    Future<Result> run(InstallersRequest request, Submission submission, Duration limit, Future<Void> left) {
        SealedBox.@Nullable KeyPair receiver = request.keysToMake().isEmpty() ? null : SealedBox.newKeyPair();
        byte @Nullable [] sealTo = receiver == null ? null : receiver.publicKey();
        return jobs.submit(submission.job(request.command(sealTo, KeyDelivery.EVENT))).compose(id -> {
            Future<Optional<Ending>> ending = jobs.await(id, limit);
            left.onSuccess(_ -> {
                if (!ending.isComplete()) {
                    abandon(id, submission.caller());
                }
            });
            ending.onFailure(_ -> abandon(id, submission.caller()));
            return ending.compose(ended -> ended.isPresent()
                    ? Future.succeededFuture(result(id, ended.get(), receiver))
                    : callOff(id, submission.caller(), limit, receiver));
        }).onComplete(_ -> {
            if (receiver != null) {
                receiver.close();
            }
        });
    }

    private void abandon(JobId id, String caller) {
        log.atInfo().addKeyValue("job", id).log("Nobody waits for these installers any more; calling the build off");
        jobs.cancel(id, caller).onFailure(
                e -> log.atWarn().addKeyValue("job", id).addKeyValue("reason", e.getMessage())
                        .log("Could not call a build off"));
    }

    /** The time is up: ends the job, unless it has just ended by itself. */
    private Future<Result> callOff(JobId id, String caller, Duration limit, SealedBox.@Nullable KeyPair receiver) {
        return jobs.cancel(id, caller).compose(outcome -> outcome instanceof Outcome.Cancelled
                ? Future.succeededFuture(new Result.NotBuilt(id, late(limit), outcome))
                : jobs.await(id, LAST_MOMENT).map(ending -> result(id, ending.orElse(new Ending(outcome, null)), receiver)));
    }

    private static Failure late(Duration limit) {
        return new Failure(Failure.Code.TIME_LIMIT, "the installers were not ready within " + limit.toSeconds()
                + " s, and the build was called off: ask again");
    }

    private static Result result(JobId id, Ending ending, SealedBox.@Nullable KeyPair receiver) {
        return switch (ending.outcome()) {
            case Outcome.Succeeded succeeded -> {
                InstallersBuilt built = Json.convert(succeeded.result(), InstallersBuilt.class);
                yield privateKeys(id, built, ending, receiver)
                        .<Result>map(keys -> new Result.Built(new BuiltInstallers(id, succeeded, built, keys)))
                        .orElseGet(() -> new Result.NotBuilt(id, KEYS_LOST, succeeded));
            }
            case Outcome.Failed failed -> new Result.NotBuilt(id, failed.failure(), failed);
            case Outcome.Cancelled cancelled -> new Result.NotBuilt(id, new Failure(Failure.Code.CONFLICT,
                    "the build was called off by " + cancelled.by() + ": ask again"), cancelled);
        };
    }

    /** The private keys of the pairs that the job made, or empty when they cannot be had. */
    private static Optional<Map<String, String>> privateKeys(JobId id, InstallersBuilt built, Ending ending,
            SealedBox.@Nullable KeyPair receiver) {
        if (built.madeFor().isEmpty()) {
            return Optional.of(Map.of());
        }
        if (receiver == null || ending.sealed() == null) {
            return Optional.empty();
        }
        try {
            byte[] document = SealedBox.open(receiver, id.value().getBytes(StandardCharsets.UTF_8), ending.sealed());
            try {
                return Optional.of(Json.read(document, PrivateKeys.class).privateKeys());
            } finally {
                Arrays.fill(document, (byte) 0);
            }
        } catch (FailureException e) {
            log.atWarn().addKeyValue("job", id).log("Private keys came sealed to another call");
            return Optional.empty();
        }
    }
}
