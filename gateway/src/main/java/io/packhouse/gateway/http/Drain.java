package io.packhouse.gateway.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;

/** Counts the requests in flight. When the gateway stops, new ones are refused, and those in flight may end. */
public final class Drain implements Handler<RoutingContext> {

    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile boolean draining;

    @Override
    public void handle(RoutingContext context) {
        UnreadBody.watch(context);
        inFlight.incrementAndGet();
        context.addEndHandler(_ -> inFlight.decrementAndGet());
        if (draining) {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            throw new Failure(Code.UNAVAILABLE, "the gateway stops; try again in a moment").exception();
        }
        context.next();
    }

    /** The requests that have not ended. */
    public int inFlight() {
        return inFlight.get();
    }

    /** From now on new requests are refused. */
    public void begin() {
        draining = true;
    }

    /** Blocks until the requests in flight have ended, at most for {@code limit}; false when some have not. */
    public boolean await(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (inFlight.get() > 0) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            Thread.sleep(Duration.ofMillis(20));
        }
        return true;
    }
}
