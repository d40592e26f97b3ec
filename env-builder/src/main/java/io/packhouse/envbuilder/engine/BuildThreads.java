package io.packhouse.envbuilder.engine;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.slf4j.MDC;

import static java.util.Objects.requireNonNullElse;

/**
 * The virtual threads of one build, whose log lines are those of the thread that made this. The first failure interrupts all
 * of them.
 */
final class BuildThreads implements AutoCloseable {

    /** How long a stopped build waits for its threads; what they do afterwards has no effect that anybody sees. */
    private static final long END_SECONDS = 5;

    private final Map<String, String> log = requireNonNullElse(MDC.getCopyOfContextMap(), Map.of());
    private final ExecutorService threads = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("env-step-", 0).factory());
    private final Stop stop = new Stop(threads);

    /** A piece of work; what it throws stops the build. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException, InterruptedException;
    }

    /** Starts {@code work} on a thread of its own. */
    <T> Future<T> start(Stop.Order order, Work<T> work) throws InterruptedException {
        try {
            return threads.submit(() -> {
                MDC.setContextMap(log);
                try {
                    return work.run();
                } catch (IOException | InterruptedException | RuntimeException | Error e) {
                    stop.failed(order, e);
                    throw e;
                }
            });
        } catch (RejectedExecutionException e) {
            throw stopped(e);
        }
    }

    /** Waits for {@code work} of another thread; interrupted when that failed. */
    static <T> T await(Future<T> work) throws InterruptedException {
        try {
            return work.get();
        } catch (ExecutionException e) {
            throw stopped(e);
        }
    }

    /** Waits for all of {@code work}; throws the failure that stopped the build, if one did. */
    void awaitAll(List<? extends Future<?>> work) throws IOException, InterruptedException {
        try {
            for (Future<?> each : work) {
                each.get();
            }
        } catch (ExecutionException e) {
            close();
        }
        stop.check();
    }

    /** Stops what still runs, and waits a little for it. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static InterruptedException stopped(Exception cause) {
        var stopped = new InterruptedException("the build was stopped");
        stopped.initCause(cause);
        return stopped;
    }
}
