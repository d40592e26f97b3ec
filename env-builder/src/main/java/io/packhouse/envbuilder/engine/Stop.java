package io.packhouse.envbuilder.engine;

import java.io.IOException;
import java.util.Comparator;
import java.util.concurrent.ExecutorService;

import org.jspecify.annotations.Nullable;

import io.packhouse.addonscript.documents.Side;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;

/**
 * The first failure of a build stops all of it. Of several at the same time the one that stands first in the recipe counts; what
 * fails because it was stopped does not.
 */
final class Stop {

    /** Where a failure belongs: the place of the step in the recipe, of the side, and of the element of a {@code foreach}. */
    record Order(int step, Side side, int item) implements Comparable<Order> {

        private static final Comparator<Order> COMPARATOR = Comparator.comparingInt(Order::step)
                .thenComparing(Order::side).thenComparingInt(Order::item);

        @Override
        public int compareTo(Order other) {
            return COMPARATOR.compare(this, other);
        }
    }

    private final ExecutorService threads;
    private boolean isStopped;
    private @Nullable Order first;
    private @Nullable Throwable cause;

    /**
     * @param threads
     *            those that are interrupted
     */
    Stop(ExecutorService threads) {
        this.threads = threads;
    }

    /** Something failed. */
    void failed(Order order, Throwable failure) {
        synchronized (this) {
            boolean counts = !(failure instanceof InterruptedException) && (!isStopped || isDecided(failure));
            if (counts && (first == null || order.compareTo(first) < 0)) {
                first = order;
                cause = failure;
            }
            isStopped = true;
        }
        threads.shutdownNow();
    }

    /** Throws what counts, if anything failed. */
    synchronized void check() throws IOException, InterruptedException {
        switch (cause) {
            case null -> {
                if (isStopped) {
                    throw new InterruptedException("the build was stopped");
                }
            }
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException("a step failed", cause);
        }
    }

    /** Whether being stopped cannot be the reason of it. */
    private static boolean isDecided(Throwable failure) {
        return failure instanceof FailureException e && (e.failure().code() == Failure.Code.NOT_FOUND
                || e.failure().code() == Failure.Code.INVALID_REQUEST);
    }
}
