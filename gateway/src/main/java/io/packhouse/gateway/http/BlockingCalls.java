package io.packhouse.gateway.http;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;

/**
 * Makes calls that block, for event loops: each on a virtual thread of its own, the answer on the context that asked. When
 * too many are under way at once, further ones are refused with {@code UNAVAILABLE}: a store that has become slow must not
 * fill the memory with those who wait for it.
 */
public final class BlockingCalls {

    private final Vertx vertx;
    private final int limit;
    private final AtomicInteger underWay = new AtomicInteger();

    /**
     * @param limit
     *            the most calls at once
     */
    public BlockingCalls(Vertx vertx, int limit) {
        this.vertx = vertx;
        this.limit = limit;
    }

    /** Makes a call; the future fails with what the call throws. May be called from any thread. */
    public <T> Future<T> call(Callable<T> call) {
        if (underWay.incrementAndGet() > limit) {
            underWay.decrementAndGet();
            return Future.failedFuture(
                    new Failure(Code.UNAVAILABLE, "more than " + limit + " requests wait for the store; try again shortly")
                            .exception());
        }
        Promise<T> answer = ((ContextInternal) vertx.getOrCreateContext()).promise();
        Thread.ofVirtual().name("blocking-call").start(() -> {
            try {
                answer.complete(call.call());
            } catch (Throwable e) {
                answer.fail(e);
            } finally {
                underWay.decrementAndGet();
            }
        });
        return answer.future();
    }

    /** {@code elsewhere}, completed on the context of the caller: for futures that complete on somebody else's. */
    public <T> Future<T> here(Future<T> elsewhere) {
        Promise<T> answer = ((ContextInternal) vertx.getOrCreateContext()).promise();
        elsewhere.onComplete(answer);
        return answer.future();
    }
}
