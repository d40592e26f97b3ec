package io.packhouse.gateway.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

import io.packhouse.platform.trace.TraceContext;
import io.packhouse.platform.trace.TraceLocal;

/** Gives every request its step in a distributed trace: a child of the caller's where it sent one, else a new root. */
public final class RequestTrace implements Handler<RoutingContext> {

    private static final String KEY = RequestTrace.class.getName();

    @Override
    public void handle(RoutingContext context) {
        of(context);
        context.next();
    }

    /** The trace context of a request: the same at every call. */
    public static TraceContext of(RoutingContext context) {
        TraceContext known = context.get(KEY);
        if (known != null) {
            return known;
        }
        TraceContext mine = TraceContext.parse(context.request().getHeader(TraceContext.HEADER)).map(TraceContext::child)
                .orElseGet(TraceContext::newRoot);
        context.put(KEY, mine);
        TraceLocal.set(mine);
        return mine;
    }
}
