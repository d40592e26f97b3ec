package io.packhouse.bench;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;

/** Sends one request again and again, over connections that stay open, from one event loop. */
final class HttpLoad implements AutoCloseable {

    private static final int MOST_CONNECTIONS = 256;

    private final Vertx vertx;
    private final Context context;
    private final HttpClient client;
    private final String path;
    private final Map<String, String> headers;
    private final Buffer body;
    private final int status;

    /** What a load did. */
    record Result(Latencies latencies, long failures, double seconds) {
        double perSecond() {
            return latencies.count() / seconds;
        }

        /** Fails the benchmark when there was anything else than the wanted answer. */
        Result checked() {
            if (failures > 0) {
                throw new IllegalStateException(failures + " of " + (latencies.count() + failures) + " requests failed");
            }
            return this;
        }
    }

    HttpLoad(URI target, Map<String, String> headers, String body, int status) {
        this.vertx = Vertx.vertx();
        this.context = vertx.getOrCreateContext();
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setDefaultHost(target.getHost()).setDefaultPort(target.getPort()),
                new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS).setEventLoopSize(1));
        this.path = target.getRawPath() + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery());
        this.headers = headers;
        this.body = Buffer.buffer(body);
        this.status = status;
    }

    /** Each of {@code concurrency} callers sends its next request when it has the answer to the last one. */
    Result closed(int concurrency, Duration duration) throws InterruptedException {
        var run = new Run(concurrency, System.nanoTime() + duration.toNanos());
        long from = System.nanoTime();
        context.runOnContext(_ -> {
            for (int i = 0; i < concurrency; i++) {
                run.next();
            }
        });
        run.done.await();
        return run.result((System.nanoTime() - from) / 1e9);
    }

    /** {@code count} requests, one after the other, with a pause between them. */
    Result paced(int count, Duration pause) throws InterruptedException {
        var run = new Run(count, 0);
        long from = System.nanoTime();
        for (int i = 0; i < count; i++) {
            var one = new CountDownLatch(1);
            context.runOnContext(_ -> send().onComplete(sent -> {
                run.count(sent);
                one.countDown();
            }));
            one.await();
            LockSupport.parkNanos(pause.toNanos());
        }
        return run.result((System.nanoTime() - from) / 1e9);
    }

    /**
     * {@code rate} requests a second, whether or not the last ones were answered; times run from when a request should have
     * been sent, so that a stall is counted for every request that it delayed.
     */
    Result open(double rate, Duration duration) throws InterruptedException {
        int count = (int) (rate * duration.toMillis() / 1000);
        var run = new Run(count, 0);
        long from = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long intended = from + (long) (i * 1e9 / rate);
            while (System.nanoTime() < intended) {
                LockSupport.parkNanos(intended - System.nanoTime());
            }
            context.runOnContext(_ -> send(intended).onComplete(sent -> {
                run.count(sent);
                run.done.countDown();
            }));
        }
        run.done.await();
        return run.result((System.nanoTime() - from) / 1e9);
    }

    private Future<Long> send() {
        return send(System.nanoTime());
    }

    private Future<Long> send(long from) {
        return client.request(HttpMethod.POST, path).compose(request -> {
            headers.forEach(request::putHeader);
            return request.send(body);
        }).compose(response -> response.body().compose(_ -> response.statusCode() == status
                ? Future.succeededFuture(System.nanoTime() - from)
                : Future.failedFuture("status " + response.statusCode())));
    }

    @Override
    public void close() {
        vertx.close().await();
    }

    /** Counts on the event loop. */
    private final class Run {

        private final Latencies latencies = new Latencies();
        private final CountDownLatch done;
        private final long end;
        private long failures;

        Run(int parts, long end) {
            this.done = new CountDownLatch(parts);
            this.end = end;
        }

        void next() {
            if (System.nanoTime() >= end) {
                done.countDown();
            } else {
                send().onComplete(sent -> {
                    count(sent);
                    next();
                });
            }
        }

        void count(AsyncResult<Long> sent) {
            if (sent.succeeded()) {
                latencies.add(sent.result());
            } else {
                failures++;
            }
        }

        Result result(double seconds) {
            return new Result(latencies, failures, seconds);
        }
    }
}
