package io.packhouse.platform.trace;

import java.util.Optional;

import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;
import io.vertx.core.spi.context.storage.ContextLocal;

/**
 * The trace of a Vert.x context: each HTTP request has a context of its own, and what is done for it later (timers, answers
 * of other clients) runs on the same one. Found by Vert.x as a service, because locals must be known before it starts.
 */
public final class TraceLocal implements VertxServiceProvider {

    private static final ContextLocal<TraceContext> LOCAL = ContextLocal.registerLocal(TraceContext.class);

    @Override
    public void init(VertxBootstrap builder) {
        // Loading this class has registered the local.
    }

    /** Says which trace the current context works for. Without a context, does nothing. */
    public static void set(TraceContext trace) {
        var context = Vertx.currentContext();
        if (context != null) {
            LOCAL.put(context, trace);
        }
    }

    /** The trace that the current context works for. */
    public static Optional<TraceContext> current() {
        var context = Vertx.currentContext();
        return context == null ? Optional.empty() : Optional.ofNullable(LOCAL.get(context));
    }
}
