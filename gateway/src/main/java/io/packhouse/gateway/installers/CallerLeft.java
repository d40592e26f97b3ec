package io.packhouse.gateway.installers;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.ext.web.RoutingContext;

/** Tells when a caller has gone before it was answered. */
final class CallerLeft {

    private CallerLeft() {
    }

    /** Completed when the connection of {@code context} ends before its answer; never, when it is answered. */
    static Future<Void> of(RoutingContext context) {
        Promise<Void> left = Promise.promise();
        // Not the response's own handler for that: the router has it for itself.
        context.addEndHandler(ended -> {
            if (ended.failed()) {
                left.tryComplete();
            }
        });
        return left.future();
    }
}
