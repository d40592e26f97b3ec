package io.packhouse.platform.kafka;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import io.vertx.core.Future;
import org.awaitility.Awaitility;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;

/** Waits for futures in tests; one that does not end in a minute hangs. */
final class Answers {

    private Answers() {
    }

    static <T> T answer(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("it failed", e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("it hangs", e);
        }
    }

    /**
     * Appends again and again until that is acknowledged: for a moment after a broker's return a hasty write may still fail,
     * and be written all the same.
     */
    static void acknowledged(Supplier<Future<Position>> append) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> answer(append.get()));
    }

    /** Waits until all have ended, well or badly. */
    static void awaitEnd(List<? extends Future<?>> all, Duration limit) {
        Awaitility.await().atMost(limit).until(() -> all.stream().allMatch(Future::isComplete));
    }

    /** The code of the failure that a future ended with. */
    static Failure.Code failure(Future<?> future) {
        try {
            Object value = future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
            throw new AssertionError("it did not fail but gave " + value);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FailureException failure) {
                return failure.failure().code();
            }
            throw new AssertionError("it failed otherwise", e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("it hangs", e);
        }
    }
}
