package io.packhouse.platform.kafka;

import java.time.Duration;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;

/**
 * The "as of now" barrier of a view. One question to the broker is in flight; a call that comes meanwhile must not use its
 * answer, which may be older than the call, and shares the next one with all others that wait.
 */
final class Barrier {

    private final ContextInternal context;
    private final Progress progress;
    private final EndOffsets ends;
    private final Duration limit;
    private boolean asking;
    private boolean closed;
    private @Nullable Promise<Void> next;

    /**
     * @param limit
     *            how long calls may wait for the question and for the view to get there
     */
    Barrier(ContextInternal context, Progress progress, EndOffsets ends, Duration limit) {
        this.context = context;
        this.progress = progress;
        this.ends = ends;
        this.limit = limit;
    }

    /** May be called from any thread; completes on the view's context. */
    Future<Void> request() {
        Promise<Void> answer = context.promise();
        context.runOnContext(_ -> {
            if (closed) {
                answer.fail(unavailable("the view is closed", null));
                return;
            }
            if (next == null) {
                next = limited();
            }
            next.future().onComplete(answer);
            askIfIdle();
        });
        return answer.future();
    }

    /** All that share a question share its time, and one timer. */
    private Promise<Void> limited() {
        Promise<Void> shared = context.promise();
        long timer = context.setTimer(limit.toMillis(),
                _ -> shared.tryFail(unavailable("the view did not get as far as Kafka is now", null)));
        shared.future().onComplete(_ -> context.owner().cancelTimer(timer));
        return shared;
    }

    private void askIfIdle() {
        Promise<Void> mine = next;
        if (asking || mine == null) {
            return;
        }
        next = null;
        asking = true;
        ends.ask().onComplete(asked -> context.runOnContext(_ -> {
            asking = false;
            if (closed) {
                mine.tryFail(unavailable("the view is closed", null));
            } else if (asked.succeeded()) {
                progress.await(asked.result(), mine);
            } else {
                mine.tryFail(unavailable("Kafka could not be asked how things stand now", asked.cause()));
            }
            askIfIdle();
        }));
    }

    /** Refuses those who come, and those who wait for a question. Called on the view's context. */
    void close() {
        closed = true;
        if (next != null) {
            next.tryFail(unavailable("the view is closed", null));
        }
        progress.giveUp(unavailable("the view is closed", null));
    }

    private static RuntimeException unavailable(String why, @Nullable Throwable cause) {
        if (cause instanceof FailureException known) {
            return known;
        }
        Failure failure = new Failure(Failure.Code.UNAVAILABLE, why + "; try again shortly");
        return cause == null ? failure.exception() : failure.exception(cause);
    }
}
