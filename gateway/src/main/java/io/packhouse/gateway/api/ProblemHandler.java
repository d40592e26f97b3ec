package io.packhouse.gateway.api;

import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import io.packhouse.contracts.Failure;

/** Turns whatever a handler failed with, and what no route answered, into problem details. */
public final class ProblemHandler implements Handler<RoutingContext> {

    /** Makes this the last word on every path of {@code router} that has no failure handler of its own. */
    public static void installOn(Router router) {
        ProblemHandler handler = new ProblemHandler();
        for (int status : new int[]{400, 401, 403, 404, 405, 406, 408, 413, 415, 500, 503}) {
            router.errorHandler(status, handler);
        }
    }

    @Override
    public void handle(RoutingContext context) {
        int status = context.statusCode();
        if (context.failure() != null) {
            Problem.send(context, Problem.failureOf(context.failure(), context));
        } else if (status == 405 || status == 406 || status == 415) {
            Problem.send(context, new Failure(Failure.Code.INVALID_REQUEST, "this path does not take such a request"),
                    status);
        } else {
            Problem.send(context, Problem.ofStatus(status));
        }
    }
}
