package io.packhouse.platform.health;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/**
 * A question that is asked on a virtual thread, by one asker at a time: those who come meanwhile share the answer, and while
 * it does not come, nobody asks again. So a thing that hangs costs one thread, however often probes come.
 */
final class Check {

    private final Callable<Status> question;
    private @Nullable CompletableFuture<Status> asked;

    Check(Callable<Status> question) {
        this.question = question;
    }

    /** Begins to ask, or joins who asks. */
    synchronized CompletableFuture<Status> ask() {
        var running = asked;
        if (running == null || running.isDone()) {
            var answer = new CompletableFuture<Status>();
            asked = answer;
            Thread.ofVirtual().name("health").start(() -> answer.complete(call()));
            return answer;
        }
        return running;
    }

    /** The answer, or down when it takes longer than {@code limit}. */
    static Status await(CompletableFuture<Status> answer, Duration limit) {
        try {
            return answer.get(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Status.down("does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Status.down("was interrupted");
        } catch (ExecutionException e) {
            throw new AssertionError("a check answers always", e);
        }
    }

    private Status call() {
        try {
            return question.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Status.down("was interrupted");
        } catch (Exception e) {
            return Status.down(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
    }
}
