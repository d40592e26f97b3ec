package io.packhouse.platform.outbound;

import java.io.InputStream;
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
