package io.packhouse.envbuilder.fetch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.envbuilder.values.Value;
import io.packhouse.testkit.ChildJvm;

import static org.assertj.core.api.Assertions.assertThat;

/** A file of 200 MB passes through a process whose heap is a fraction of it. */
@Timeout(240)
class LargeFileIT {

    private static final long SIZE = 200_000_000;

    @TempDir
    private Path root;

    @Test
    void needsNoMemoryOfItsSize() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            int port = vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                    .requestHandler(request -> send(
                            request.response().putHeader("Content-Length", Long.toString(SIZE)), new AtomicLong(SIZE)))
                    .listen().await().actualPort();

            try (var process = ChildJvm.of(Fetcher.class)
                    .options("-Xmx40m", "-XX:MaxDirectMemorySize=40m", "-XX:TieredStopAtLevel=4")
                    .arguments(root.toString(), "http://large.example:" + port + "/f").start()) {
                assertThat(process.awaitExit(Duration.ofMinutes(2))).as(process.output()).isZero();
            }
        } finally {
            vertx.close().await();
        }
    }

    private static void send(HttpServerResponse response, AtomicLong left) {
        Buffer piece = Buffer.buffer(new byte[100_000]);
        while (left.get() > 0 && !response.writeQueueFull()) {
            response.write(piece);
            left.addAndGet(-piece.length());
        }
        if (left.get() > 0) {
            response.drainHandler(_ -> send(response, left));
        } else {
            response.end();
        }
    }

    /** The process that fetches. */
    static final class Fetcher {

        private Fetcher() {
        }

        public static void main(String[] arguments) throws Exception {
            try (FetchHouse house = new FetchHouse(Path.of(arguments[0]), "environments.limits.download", "1GiB")) {
                var got = house.run("http.file", TestCall.with("{'url': '%s', 'size': %d}".formatted(arguments[1], SIZE)));
                if (!(got.value() instanceof Value.Blob blob) || blob.content().size() != SIZE) {
                    throw new IllegalStateException(got.toString());
                }
            }
        }
    }
}
