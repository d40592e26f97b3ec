package io.packhouse.platform.outbound;

import java.io.InputStream;
import io.packhouse.testkit.FreePorts;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.CompletionException;
import java.util.List;
import java.util.ArrayList;
import java.nio.channels.SocketChannel;
import java.net.ServerSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.platform.config.ByteSize;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class FetchIT {

    @TempDir
    private Path root;
    private OutboundHouse house;
    private Outbound client;

    @BeforeEach
    void open() {
        house = new OutboundHouse(root);
        client = house.client();
    }

    @AfterEach
    void close() throws Exception {
        house.close();
        try (var temporary = Files.walk(root.resolve("temp"))) {
            assertThat(temporary.filter(file -> Files.isRegularFile(file) && !file.toString().endsWith(".lock")))
                    .as("what a fetch left behind").isEmpty();
        }
    }

    @Test
    void bringsTheBytesIntoTheStoreWithTheirDigest() throws Exception {
        byte[] file = bytes(3_456_789);
        int port = house.serve(
                request -> request.response().putHeader("Content-Type", "application/x-xpinstall").end(Buffer.buffer(file)));

        Fetched fetched = fetch("http://127.0.0.1:" + port + "/a b/x.xpi?v=1#part");

        assertThat(fetched.url()).isEqualTo("http://127.0.0.1:" + port + "/a%20b/x.xpi?v=1");
        assertThat(fetched.contentType()).isEqualTo("application/x-xpinstall");
        assertThat(fetched.blob().size()).isEqualTo(file.length);
        assertThat(fetched.blob().sha256())
                .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file)));
        try (InputStream stored = house.objects.open(fetched.blob().sha256(), 0, file.length)) {
            assertThat(stored.readAllBytes()).isEqualTo(file);
        }
    }

    @Test
    void dialsOneOfTheAddressesThatWereCheckedAndNamesTheHost() throws Exception {
        var host = new AtomicReference<String>();
        int port = house.serve(request -> {
            host.set(request.getHeader("Host"));
            request.response().end("x");
        });
        house.dns.name("files.example", "127.0.0.1");

        Fetched fetched = fetch("http://Files.Example.:" + port + "/");

        assertThat(host).hasValue("files.example:" + port);
        assertThat(fetched.url()).isEqualTo("http://files.example:" + port + "/");
        assertThat(house.dns.asked("files.example")).isOne();
    }

    @Test
    void triesTheNextAddressWhenOneTakesNoConnection() throws Exception {
        int port = house.serve(request -> request.response().end("x"));
        house.dns.name("two.example", "127.0.0.9", "127.0.0.1");

        assertThat(fetch("http://two.example:" + port).blob().size()).isOne();
    }

    @Test
    void dialsNoneOfTheAddressesWhenOneIsRefused() {
        var requests = new AtomicInteger();
        int port = house.serve(request -> {
            requests.incrementAndGet();
            request.response().end();
        });
        house.dns.name("mixed.example", "127.0.0.1", "10.0.0.1");

        assertFails("http://mixed.example:" + port, Code.INVALID_REQUEST)
                .hasMessageContaining("mixed.example is refused: its address is in a private network");
        assertThat(requests).hasValue(0);
    }

    @Test
    void asksOnceForTheAddressThatItChecksAndDials() throws Exception {
        var inside = new AtomicInteger();
        int port = house.serve(request -> {
            inside.incrementAndGet();
            request.response().end("inside");
        });
        house.serve(new HttpServerOptions().setHost("127.0.0.2").setPort(port), request -> request.response().end("out"));
        client = house.client(OutboundHouse.with("allow", "127.0.0.2"));
        house.dns.rebinding("rebinding.example", "127.0.0.2", "127.0.0.1");

        assertThat(fetch("http://rebinding.example:" + port).blob().size()).isEqualTo(3);
        assertThat(house.dns.asked("rebinding.example")).isOne();
        assertFails("http://rebinding.example:" + port, Code.INVALID_REQUEST).hasMessageContaining("a loopback address");
        assertThat(inside).hasValue(0);
    }

    @Test
    void keepsAConnectionForTheNextFetchAndSendsNothingThatIdentifies() throws Exception {
        var connections = new AtomicInteger();
        var headers = new ConcurrentLinkedQueue<MultiMap>();
        int port = house.serve(request -> {
            headers.add(request.headers());
            connections.compareAndSet(0, request.connection().remoteAddress().port());
            assertThat(request.connection().remoteAddress().port()).isEqualTo(connections.get());
            request.response().putHeader("Set-Cookie", "a=1").end("x");
        });

        for (int i = 0; i < 3; i++) {
            fetch("http://127.0.0.1:" + port);
        }

        assertThat(headers).hasSize(3).allSatisfy(one -> assertThat(one.names()).extracting(String::toLowerCase)
                .containsExactlyInAnyOrder("host", "user-agent", "accept", "accept-encoding"));
    }

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
        assertThat(closed).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void endsAnEndlessFile() {
        var closed = new CompletableFuture<Void>();
        int port = house.serve(request -> {
            request.connection().closeHandler(closed::complete);
            endless(request.response().setChunked(true));
        });

        assertFails("http://127.0.0.1:" + port, limits -> limits.withMaxSize(300_000), Code.TOO_LARGE);
        assertThat(closed).succeedsWithin(Duration.ofSeconds(10));
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
        assertThat(closed).succeedsWithin(Duration.ofSeconds(10));
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
    void saysThatNobodyListensAndThatAHostIsUnknown() throws Exception {
        int port = FreePorts.next();

        assertFails("http://127.0.0.1:" + port, Code.UNAVAILABLE)
                .hasMessage("127.0.0.1, port " + port + " takes no connection");
        assertFails("http://unknown.example:" + port, Code.UNAVAILABLE)
                .hasMessage("The host unknown.example has no address now");
    }

    @Test
    void givesUpAnAddressThatDropsConnections() throws Exception {
        client = house.client(OutboundHouse.with("allow-loopback", "true", "connect-timeout", "300ms"));
        try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // Once its queue is full, Linux drops what comes, as a firewall would.
            var waiting = new ArrayList<SocketChannel>();
            for (int i = 0; i < 8; i++) {
                var channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.connect(full.getLocalSocketAddress());
                waiting.add(channel);
            }

            assertFails("http://127.0.0.1:" + full.getLocalPort(), Code.UNAVAILABLE)
                    .hasMessageContaining("took no connection within 300 ms");
            for (var channel : waiting) {
                channel.close();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"ftp://a.example/x.xpi, 'its scheme is ftp, and only http and https are fetched'",
            "http://2130706433/, is a number but no address", "nonsense, it has no scheme",
            "http://10.0.0.1/, outbound.allow"})
    void saysWhyAUrlIsRefused(String url, String why) {
        assertFails(url, Code.INVALID_REQUEST).hasMessageContaining(why);
    }

    @Test
    void closesTheConnectionWhenItsThreadIsStopped() {
        var begun = new CompletableFuture<Void>();
        var closed = new CompletableFuture<Void>();
        int port = house.serve(request -> {
            request.connection().closeHandler(closed::complete);
            request.response().setChunked(true).write("x").onSuccess(begun::complete);
        });
        var ended = new CompletableFuture<Throwable>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                fetch("http://127.0.0.1:" + port);
            } catch (InterruptedException | RuntimeException e) {
                ended.complete(e);
            }
        });
        assertThat(begun).succeedsWithin(Duration.ofSeconds(10));

        thread.interrupt();

        assertThat(ended).succeedsWithin(Duration.ofSeconds(10)).isInstanceOf(InterruptedException.class);
        assertThat(closed).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void readsOnlyAsFastAsTheStoreWrites() throws Exception {
        long size = 200_000_000;
        var sent = new AtomicLong();
        int port = house.serve(request -> send(request.response().putHeader("Content-Length", Long.toString(size)), sent, size));
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
        await().pollInterval(Duration.ofMillis(500)).until(() -> before.getAndSet(sent.get()) == sent.get());

        assertThat(sent.get()).as("bytes that the server could send while nothing was stored").isPositive()
                .isLessThan(20_000_000);
        store.goOn();
        assertThat(fetched).succeedsWithin(Duration.ofSeconds(40)).extracting(one -> one.blob().size()).isEqualTo(size);
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

    @Test
    void countsWhatItDoes() throws Exception {
        int port = house.serve(request -> request.response().setStatusCode(request.path().equals("/x") ? 200 : 404).end("x"));

        fetch("http://127.0.0.1:" + port + "/x");
        assertFails("http://127.0.0.1:" + port + "/y", Code.INVALID_REQUEST);
        assertFails("http://10.0.0.1/", Code.INVALID_REQUEST);

        for (String ended : List.of("answered", "failed", "refused")) {
            assertThat(house.metrics.get("packhouse.outbound.requests").tags("use", "fetch", "ended", ended).timer().count())
                    .as(ended).isOne();
        }
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertFails(String url, Code code) {
        return assertFails(url, limits -> limits, code);
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertFails(String url, UnaryOperator<FetchLimits> change,
            Code code) {
        return assertThatThrownBy(() -> fetch(url, change)).isInstanceOfSatisfying(FailureException.class,
                e -> assertThat(e.failure().code()).isEqualTo(code));
    }

    private Fetched fetch(String url) throws InterruptedException {
        return fetch(url, limits -> limits);
    }

    private Fetched fetch(String url, UnaryOperator<FetchLimits> change) throws InterruptedException {
        return client.fetch(url, OutboundHouse.limits(change), house.objects);
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(4711).nextBytes(bytes);
        return bytes;
    }
}
