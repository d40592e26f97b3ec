package io.packhouse.envbuilder.engine;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;

/**
 * Equal steps of several builds of a process at the same time: one runs, the others take what it made. Failures that come from
 * the build that ran it, not from the step, make the next one run it.
 */
final class Flights {

    private final ConcurrentMap<String, CompletableFuture<Done>> flights = new ConcurrentHashMap<>();

    /** Does a step. */
    @FunctionalInterface
    interface Work {
        Done run() throws IOException, InterruptedException;
    }

    /** What {@code work} makes, or what another thread makes of the same {@code key} meanwhile. */
    Done run(String key, Work work) throws IOException, InterruptedException {
        while (true) {
            CompletableFuture<Done> mine = new CompletableFuture<>();
            CompletableFuture<Done> other = flights.putIfAbsent(key, mine);
            if (other == null) {
                return fly(key, mine, work);
            }
            try {
                return other.get().joined();
            } catch (ExecutionException e) {
                if (!isOfOtherBuild(e.getCause())) {
                    throw rethrown(e.getCause());
                }
            }
        }
    }

    private Done fly(String key, CompletableFuture<Done> mine, Work work) throws IOException, InterruptedException {
        try {
            Done done = work.run();
            mine.complete(done);
            return done;
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            flights.remove(key, mine);
        }
    }

    /** Stopped, or beyond what that build may take. */
    private static boolean isOfOtherBuild(Throwable cause) {
        return !(cause instanceof FailureException e) || e.failure().code() == Failure.Code.TOO_LARGE
                || e.failure().code() == Failure.Code.UNAVAILABLE;
    }

    /** With a trace of this thread; the failure itself is the other's. */
    private static FailureException rethrown(Throwable cause) {
        return cause instanceof FailureException e
                ? e.failure().exception(e)
                : new Failure(Failure.Code.INTERNAL, "an equal step failed").exception(cause);
    }
}
