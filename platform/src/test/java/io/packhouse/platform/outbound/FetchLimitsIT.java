package io.packhouse.platform.outbound;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.Failure.Code;
import io.packhouse.platform.config.ByteSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Servers that send too much, too slowly, too little, or nonsense. */
class FetchLimitsIT extends FetchScene {

    @ParameterizedTest
    @CsvSource({"204, INVALID_REQUEST", "206, INVALID_REQUEST", "300, INVALID_REQUEST", "301, INVALID_REQUEST",
            "304, INVALID_REQUEST", "400, INVALID_REQUEST", "401, INVALID_REQUEST", "403, INVALID_REQUEST",
            "404, INVALID_REQUEST", "410, INVALID_REQUEST", "408, UNAVAILABLE", "425, UNAVAILABLE", "429, UNAVAILABLE",
            "500, UNAVAILABLE", "502, UNAVAILABLE", "503, UNAVAILABLE", "504, UNAVAILABLE"})
    void saysWhichStatusItGotAndWhetherToTryAgain(int status, Code code) {
        int port = house.serve(request -> request.response().setStatusCode(status).end());

        assertFails("http://127.0.0.1:" + port + "/secret-path", code)
                .hasMessage("127.0.0.1 answered with status " + status + " instead of the file");
    }

    @Test
    void storesAFileOfTheMostSizeAndNoneBeyond() throws Exception {
        int port = house.serve(request -> request.response().end(Buffer.buffer(bytes(100_000))));

        assertThat(fetch("http://127.0.0.1:" + port, limits -> limits.withMaxSize(100_000)).blob().size())
                .isEqualTo(100_000);
        assertFails("http://127.0.0.1:" + port, limits -> limits.withMaxSize(99_999), Code.TOO_LARGE)
                .hasMessageContaining("99999B");
    }

    @Test
    void refusesADeclaredSizeBeforeItReads() {
        var closed = new CompletableFuture<Void>();
        int port = house.serve(request -> {
            request.connection().closeHandler(closed::complete);
            request.response().putHeader("Content-Length", "10000001").writeHead();
        });

        assertFails("http://127.0.0.1:" + port, Code.TOO_LARGE);
        assertThat(closed).succeedsWithin(Duration.ofMinutes(1));
    }

    @Test
    void endsAnEndlessFile() {
        var closed = new CompletableFuture<Void>();
        int port = house.serve(request -> {
            request.connection().closeHandler(closed::complete);
            endless(request.response().setChunked(true));
        });

        assertFails("http://127.0.0.1:" + port, limits -> limits.withMaxSize(300_000), Code.TOO_LARGE);
        assertThat(closed).succeedsWithin(Duration.ofMinutes(1));
    }

    private static void endless(HttpServerResponse response) {
        response.write(Buffer.buffer(bytes(50_000))).onSuccess(_ -> endless(response));
    }

    @Test
    void givesUpASlowDrip() {
        int port = house.serve(request -> drip(request.response().setChunked(true)));

        assertFails("http://127.0.0.1:" + port, limits -> new FetchLimits(limits.maxSize(), limits.timeout(),
                new ByteSize(1000), Duration.ofMillis(200)), Code.UNAVAILABLE)
                .hasMessage("127.0.0.1 sends less than 1000B a second");
    }

    @Test
    void givesUpAPause() {
        int port = house.serve(request -> request.response().setChunked(true).write("x"));

        assertFails("http://127.0.0.1:" + port, limits -> new FetchLimits(limits.maxSize(), limits.timeout(),
                new ByteSize(10), Duration.ofMillis(200)), Code.UNAVAILABLE).hasMessageContaining("sends less than");
    }

    @Test
    void hasOneTimeForAll() {
        int port = house.serve(request -> drip(request.response().setChunked(true)));

        assertFails("http://127.0.0.1:" + port, limits -> limits.withTimeout(Duration.ofMillis(300)), Code.UNAVAILABLE)
                .hasMessage("127.0.0.1 did not send the whole file within 300 ms");
    }

    private void drip(HttpServerResponse response) {
        house.vertx.setPeriodic(10, timer -> {
            if (response.closed()) {
                house.vertx.cancelTimer(timer);
            } else {
                response.write("x");
            }
        });
    }

    @Test
    void givesUpAServerThatDoesNotAnswer() {
        var closed = new CompletableFuture<Void>();
        int port = house.serve(request -> request.connection().closeHandler(closed::complete));

        assertFails("http://127.0.0.1:" + port, limits -> limits.withTimeout(Duration.ofMillis(200)), Code.UNAVAILABLE)
                .hasMessage("127.0.0.1 did not answer within 200 ms");
        assertThat(closed).succeedsWithin(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HTTP/1.1 200 OK~Content-Length: 10~~12345 | ended after 5 bytes of the file
            HTTP/1.1 200 OK~Transfer-Encoding: chunked~~5~12345~ | ended after 5 bytes of the file
            HTTP/1.1 200 OK~Transfer-Encoding: chunked~~zz~12345~0~~ | ended
            HTTP/1.1 200 OK~Content-Length: 5~Transfer-Encoding: chunked~~3~123~ | ended before an answer came
            HTTP/1.1 200 OK~Content-Le | ended before an answer came
            SSH-2.0-OpenSSH_9.9~ | ended before an answer came
            HTTP/9.9 what~~ | ended before an answer came
            ` ` | ended before an answer came
            """, quoteCharacter = '`')
    void storesNoHalfFile(String answer, String why) {
        int port = house.speak(socket -> socket.handler(_ -> {
            socket.write(answer.strip().replace("~", "\r\n"));
            socket.close();
        }));

        assertFails("http://127.0.0.1:" + port, Code.UNAVAILABLE).hasMessageContaining(why);
        assertThat(house.objects.list("blobs/")).isEmpty();
    }

    @Test
    void readsUpToTheCloseWhereAnOldServerDeclaresNothing() throws Exception {
        int port = house.speak(socket -> socket.handler(_ -> socket.write("HTTP/1.0 200 OK\r\n\r\n12345")
                .onSuccess(_ -> socket.close())));

        assertThat(fetch("http://127.0.0.1:" + port).blob().size()).isEqualTo(5);
    }

    @Test
    void refusesAHeadWithoutAnEnd() {
        int port = house.speak(socket -> socket.handler(_ -> {
            socket.write("HTTP/1.1 200 OK\r\nX: " + "x".repeat(1_000_000));
        }));

        assertFails("http://127.0.0.1:" + port, Code.UNAVAILABLE).hasMessageContaining("ended before an answer came");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "deflate", "x-bomb"})
    void neitherAsksForCompressionNorStoresWhatWasCompressed(String encoding) {
        var asked = new AtomicReference<String>();
        int port = house.serve(request -> {
            asked.set(request.getHeader("Accept-Encoding"));
            request.response().putHeader("Content-Encoding", encoding).end("x");
        });

        assertFails("http://127.0.0.1:" + port, Code.INVALID_REQUEST).hasMessageContaining("encoding '" + encoding + "'");
        assertThat(asked).hasValue("identity");
    }

    @Test
    void storesCompressedFilesAsTheyAre() throws Exception {
        int port = house.serve(new HttpServerOptions().setHost("127.0.0.1").setPort(0).setCompressionSupported(true),
                request -> request.response().putHeader("Content-Type", "application/gzip").end("\u001f\u008b..."));

        assertThat(fetch("http://127.0.0.1:" + port).contentType()).isEqualTo("application/gzip");
    }

    @Test
    void readsOnlyAsFastAsTheStoreWrites() throws Exception {
        long size = 60_000_000;
        var sent = new AtomicLong();
        int port = house
                .serve(request -> send(request.response().putHeader("Content-Length", Long.toString(size)), sent, size));
        var store = new HeldStore(house.objects);

        var fetched = CompletableFuture.supplyAsync(() -> {
            try {
                return client.fetch("http://127.0.0.1:" + port,
                        OutboundHouse.limits(limits -> limits.withMaxSize(size)), store);
            } catch (InterruptedException e) {
                throw new CompletionException(e);
            }
        });
        var before = new AtomicLong(-1);
        await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(500))
                .until(() -> before.getAndSet(sent.get()) == sent.get());

        assertThat(sent.get()).as("bytes that the server could send while nothing was stored").isPositive()
                .isLessThan(20_000_000L);
        store.goOn();
        assertThat(fetched).succeedsWithin(Duration.ofMinutes(2)).extracting(one -> one.blob().size()).isEqualTo(size);
    }

    /** Sends as long as the connection takes it. */
    private static void send(HttpServerResponse response, AtomicLong sent, long size) {
        while (sent.get() < size && !response.writeQueueFull()) {
            response.write(Buffer.buffer(new byte[50_000]));
            sent.addAndGet(50_000);
        }
        if (sent.get() < size) {
            response.drainHandler(_ -> send(response, sent, size));
        } else {
            response.end();
        }
    }
}
