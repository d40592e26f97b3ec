package io.packhouse.gateway.jobs;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.platform.kafka.Position;

/** The open event streams: a bounded number, all ended when the gateway drains. */
final class JobStreams {

    private final JobView view;
    private final int limit;
    private final Set<Open> open = ConcurrentHashMap.newKeySet();

    /** A stream and the context that it lives on. */
    private record Open(JobStream stream, Context context) {
    }

    JobStreams(JobView view, int limit) {
        this.view = view;
        this.limit = limit;
    }

    int count() {
        return open.size();
    }

    /** Answers a request with the stream of a job's events. */
    void begin(RoutingContext request, JobStatus status) {
        if (open.size() >= limit) {
            throw new Failure(Code.UNAVAILABLE, "more than " + limit + " event streams are open; try again shortly")
                    .exception();
        }
        Position last = Position.parse(String.valueOf(request.request().getHeader("Last-Event-ID"))).orElse(null);
        Vertx vertx = request.vertx();
        Open[] mine = new Open[1];
        JobStream stream = new JobStream(vertx, request.response(), view, status.id(), last, () -> open.remove(mine[0]));
        mine[0] = new Open(stream, vertx.getOrCreateContext());
        open.add(mine[0]);
        stream.begin(status);
    }

    /** Ends all streams; their clients go on at another gateway, or here after the restart. */
    void endAll() {
        open.forEach(one -> one.context().runOnContext(_ -> one.stream().end()));
    }
}
