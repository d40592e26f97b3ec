package io.packhouse.platform.kafka;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;

/**
 * The "as of now" barrier of a view. One question to the broker is in flight; a call that comes meanwhile must not use its
 * answer, which may be older than the call, and shares the next one with all others that wait.
 */
final class Barrier {

    private final Context context;
    private final Progress progress;
    private final EndOffsets ends;
    private boolean asking;
    private @Nullable Promise<Void> next;

    Barrier(Context context, Progress progress, EndOffsets ends) {
        this.context = context;
        this.progress = progress;
        this.ends = ends;
    }

    /** May be called from any thread; completes on the view's context. */
    Future<Void> request() {
        Promise<Void> answer = Promise.promise();
        context.runOnContext(_ -> {
            if (next == null) {
                next = Promise.promise();
            }
            next.future().onComplete(answer);
            askIfIdle();
        });
        return answer.future();
    }

    private void askIfIdle() {
        if (asking || next == null) {
            return;
        }
        Promise<Void> mine = next;
        next = null;
        asking = true;
        ends.ask().onComplete(asked -> context.runOnContext(_ -> {
            asking = false;
            if (asked.succeeded()) {
                progress.await(asked.result(), mine);
            } else {
                mine.tryFail(unavailable(asked.cause()));
            }
            askIfIdle();
        }));
    }

    static RuntimeException unavailable(Throwable cause) {
        return cause instanceof FailureException failure
                ? failure
                : new Failure(Failure.Code.UNAVAILABLE, "Kafka could not be asked how things stand now; try again shortly")
                        .exception(cause);
    }
}
