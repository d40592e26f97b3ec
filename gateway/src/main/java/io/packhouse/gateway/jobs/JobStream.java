package io.packhouse.gateway.jobs;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.platform.kafka.Position;

/**
 * One open {@code text/event-stream} of a job's events. It begins with the job's status; each event's id is its place in the
 * events log, so a client may go on at any gateway; it ends behind the event of the end. A client that reads too slowly is
 * cut off and goes on from its last id. Lives on the request's context.
 */
final class JobStream {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final Vertx vertx;
    private final Context context;
    private final HttpServerResponse response;
    private final JobView view;
    private final JobId job;
    private final @Nullable Position last;
    private final Consumer<Told> follower;
    private final Runnable closed;
    private long timer;
    private boolean over;

    /**
     * @param last
     *            the last event that the client has seen, null when it comes for the first time
     * @param closed
     *            called once, when the stream is over
     */
    JobStream(Vertx vertx, HttpServerResponse response, JobView view, JobId job, @Nullable Position last, Runnable closed) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.response = response;
        this.view = view;
        this.job = job;
        this.last = last;
        this.closed = closed;
        this.follower = told -> context.runOnContext(_ -> send(told));
    }

    void begin(JobStatus status) {
        response.closeHandler(_ -> close());
        response.exceptionHandler(_ -> close());
        view.follow(job, follower).onComplete(told -> {
            // Behind the view's own answer nothing has come yet: events follow on this context.
            catchUp(told.succeeded() ? told.result() : List.of(), status);
        });
    }

    private void catchUp(List<Told> before, JobStatus status) {
        if (over) {
            return;
        }
        if (before.stream().anyMatch(told -> told.isEnd() && told.isSeenBy(last))) {
            close();
            // By this, clients stop asking.
            response.setStatusCode(204).end();
            return;
        }
        timer = vertx.setPeriodic(HEARTBEAT.toMillis(), _ -> write(": still here\n\n"));
        response.putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream").putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .setChunked(true);
        write("event: status\ndata: " + new String(Json.write(JobJson.of(status)), StandardCharsets.UTF_8) + "\n\n");
        before.forEach(this::send);
        if (status.outcome() != null && before.stream().noneMatch(Told::isEnd)) {
            // The event of the end is forgotten or still on its way; the status said it all.
            end();
        }
    }

    private void send(Told told) {
        if (over) {
            return;
        }
        if (!told.isSeenBy(last)) {
            write((told.position() == null ? "" : "id: " + told.position() + "\n") + "event: " + told.type() + "\ndata: "
                    + told.json() + "\n\n");
        }
        if (told.isEnd()) {
            end();
        }
    }

    private void write(String text) {
        if (over) {
            return;
        }
        if (response.writeQueueFull()) {
            end();
        } else {
            response.write(text);
        }
    }

    /** Ends the stream: the client may come again with its last id. */
    void end() {
        if (!over) {
            close();
            response.end();
        }
    }

    private void close() {
        if (!over) {
            over = true;
            vertx.cancelTimer(timer);
            view.unfollow(job, follower);
            closed.run();
        }
    }
}
