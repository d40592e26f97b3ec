package io.packhouse.platform.outbound;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.packhouse.contracts.Failure.Code;
import io.packhouse.testkit.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;

/** Fetches from real servers: what is dialled, what is sent, what comes. */
class FetchIT extends FetchScene {

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
    void dialsAddressesOfIpv6() throws Exception {
        var host = new AtomicReference<String>();
        int port = house.serve(new HttpServerOptions().setHost("::1").setPort(0), request -> {
            host.set(request.getHeader("Host"));
            request.response().end("x");
        });
        house.dns.name("six.example", "::1");

        fetch("http://[::1]:" + port);
        assertThat(host).hasValue("[0:0:0:0:0:0:0:1]:" + port);
        fetch("http://six.example:" + port);
        assertThat(host).hasValue("six.example:" + port);
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
        assertThat(begun).succeedsWithin(Duration.ofMinutes(1));

        thread.interrupt();

        assertThat(ended).succeedsWithin(Duration.ofMinutes(1)).isInstanceOf(InterruptedException.class);
        assertThat(closed).succeedsWithin(Duration.ofMinutes(1));
    }

    @Test
    void countsWhatItDoes() throws Exception {
        int port = house
                .serve(request -> request.response().setStatusCode(request.path().equals("/x") ? 200 : 404).end("x"));

        fetch("http://127.0.0.1:" + port + "/x");
        assertFails("http://127.0.0.1:" + port + "/y", Code.INVALID_REQUEST);
        assertFails("http://10.0.0.1/", Code.INVALID_REQUEST);

        for (String ended : List.of("answered", "failed", "refused")) {
            assertThat(house.metrics.get("packhouse.outbound.requests").tags("use", "fetch", "ended", ended).timer().count())
                    .as(ended).isOne();
        }
    }
}
