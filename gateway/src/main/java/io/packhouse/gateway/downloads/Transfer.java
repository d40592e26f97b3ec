package io.packhouse.gateway.downloads;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.FailureException;
import io.packhouse.gateway.downloads.DownloadMetrics.Download;
import io.packhouse.gateway.downloads.DownloadMetrics.End;

/** One body on its way: from the head to the response's end, watched for clients that take nothing. */
final class Transfer {

    private static final Logger LOG = LoggerFactory.getLogger(Transfer.class);

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final Wire wire;
    private final Body body;
    private final DownloadMetrics metrics;
    private final long begun;
    private boolean stalled;

    /** @param begun what {@link System#nanoTime} said when the request came */
    Transfer(Vertx vertx, HttpServerRequest request, Wire wire, Body body, DownloadMetrics metrics, long begun) {
        this.vertx = vertx;
        this.request = request;
        this.wire = wire;
        this.body = body;
        this.metrics = metrics;
        this.begun = begun;
    }

    /** Success, however the sending went: where the client is gone nobody is left to be told. */
    static Future<Void> ended(Future<Void> sending) {
        return sending.recover(gone -> {
            LOG.atDebug().setCause(gone).log("A client left before its response ended");
            return Future.succeededFuture();
        });
    }

    /** Writes the head, sends the body, ends the response. Fails only when the headers cannot be set. */
    Future<Void> run(Duration stallLimit, Runnable headers) {
        if (request.response().closed()) {
            finish(Future.failedFuture("the client left before the head"));
            return Future.succeededFuture();
        }
        Future<Void> head;
        try {
            headers.run();
            head = request.response().writeHead();
        } catch (RuntimeException e) {
            body.close();
            return Future.failedFuture(e);
        }
        long watch = watch(stallLimit);
        return ended(head.compose(written -> body.send()).compose(sent -> request.response().end()).onComplete(result -> {
            vertx.cancelTimer(watch);
            finish(result);
        }));
    }

    private void finish(AsyncResult<Void> result) {
        long sent = body.sent();
        long zeroCopySent = body.zeroCopySent();
        body.close();
        metrics.ended(new Download(endOf(result), sent, zeroCopySent, Duration.ofNanos(System.nanoTime() - begun)));
    }

    private End endOf(AsyncResult<Void> result) {
        if (result.succeeded()) {
            return End.COMPLETE;
        }
        if (result.cause() instanceof FailureException failure) {
            LOG.atWarn().addKeyValue("path", request.path()).setCause(failure).log("Cut a download: the store failed");
            wire.abort();
            return End.FAILED;
        }
        return stalled ? End.STALLED : End.CLIENT_GONE;
    }

    private long watch(Duration stallLimit) {
        AtomicLong before = new AtomicLong(-1);
        return vertx.setPeriodic(stallLimit.toMillis(), timer -> {
            long sent = body.sent();
            if (before.getAndSet(sent) == sent) {
                LOG.atInfo().addKeyValue("path", request.path()).addKeyValue("sent", sent).log("Cut a stalled download");
                stalled = true;
                wire.abort();
            }
        });
    }
}
