package io.packhouse.envbuilder.engine;

import java.io.IOException;
import java.time.Duration;
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

    private static final Duration GRACE = Duration.ofMillis(100);

    private final ExecutorService threads;
    private final Duration grace;
    private boolean isFailed;
    private boolean isStopped;
    private @Nullable Order first;
    private @Nullable Throwable cause;

    /**
     * @param threads
     *            those that are interrupted
     */
    Stop(ExecutorService threads) {
        this(threads, GRACE);
    }

    /**
     * @param grace
     *            how long others may still fail by themselves after the first failure
     */
    Stop(ExecutorService threads, Duration grace) {
        this.threads = threads;
        this.grace = grace;
    }

    /** Something failed, on the calling thread, which may be held for a moment. */
    void failed(Order order, Throwable failure) {
        boolean isFirst;
        synchronized (this) {
            isFirst = !isFailed;
            isFailed = true;
            boolean counts = !(failure instanceof InterruptedException) && (!isStopped || isDecided(failure));
            if (counts && (first == null || order.compareTo(first) < 0)) {
                first = order;
                cause = failure;
            }
        }
        if (isFirst) {
            waitForOthers();
            synchronized (this) {
                isStopped = true;
            }
            threads.shutdownNow();
        }
    }

    /** So that of failures at the same time always the same one is told. */
    private void waitForOthers() {
        try {
            Thread.sleep(grace);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Throws what counts, if anything failed. */
    synchronized void check() throws IOException, InterruptedException {
        switch (cause) {
            case null -> {
                if (isFailed) {
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
