package io.packhouse.platform.outbound;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.testkit.FreePorts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@Timeout(240)
class PostIT {

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
    void close() {
        house.close();
    }

    @Test
    void sendsBodyAndHeadersAndTellsTheAnswer() throws Exception {
        var seen = new ConcurrentLinkedQueue<String>();
        int port = house.serve(request -> request.body().onSuccess(body -> {
            seen.add(request.method() + " " + request.uri() + " " + request.getHeader("Content-Type") + " "
                    + request.getHeader("webhook-id") + " " + request.getHeader("User-Agent") + " " + body);
            request.response().setStatusCode(503).putHeader("Retry-After", "7").end("come back");
        }));

        Answer answer = client.post("http://127.0.0.1:" + port + "/ping?x=1",
                Map.of("Content-Type", "application/x-www-form-urlencoded", "webhook-id", "w1"), "a=1".getBytes(UTF_8),
                OutboundHouse.POST);

        assertThat(seen)
                .containsExactly("POST /ping?x=1 application/x-www-form-urlencoded w1 Packhouse a=1");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.retryAfter()).hasValue("7");
        assertThat(answer.text()).isEqualTo("come back");
        assertThat(answer.duration()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 301, 302, 307, 308, 400, 410, 500, 999})
    void takesEveryStatusAsAnAnswerAndFollowsNoRedirect(int status) throws Exception {
        var requests = new ConcurrentLinkedQueue<String>();
        int port = house.serve(request -> {
            requests.add(request.path());
            request.response().setStatusCode(status).putHeader("Location", "/elsewhere").end();
        });

        assertThat(post(port).status()).isEqualTo(status);
        assertThat(requests).containsExactly("/");
    }

    @Test
    void readsOnlyTheBeginningOfAnAnswer() throws Exception {
        var closed = new CountDownLatch(1);
        int port = house.serve(request -> {
            request.connection().closeHandler(_ -> closed.countDown());
            endless(request.response().setChunked(true));
        });

        Answer answer = post(port);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.excerpt()).hasSize(1000).containsOnly('x');
        assertThat(closed.await(60, TimeUnit.SECONDS)).isTrue();
    }

    private static void endless(HttpServerResponse response) {
        response.write("x".repeat(50_000)).onSuccess(_ -> endless(response));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 100~~begin", "Transfer-Encoding: chunked~~5~begin~zz",
            "Content-Length: 5~~begin"})
    void takesTheHeadForTheAnswerWhateverBecomesOfTheBody(String rest) throws Exception {
        int port = house
                .speak(socket -> socket.handler(_ -> socket.write("HTTP/1.1 202 x~".concat(rest).replace("~", "\r\n"))
                        .onSuccess(_ -> socket.close())));

        Answer answer = post(port);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text()).isEqualTo("begin");
    }

    @Test
    void doesNotWaitForTheBodyLongerThanItMay() throws Exception {
        int port = house.serve(request -> request.response().setChunked(true).write("begin"));

        Answer answer = client.post("http://127.0.0.1:" + port, Map.of(), new byte[0],
                new PostLimits(Duration.ofMillis(300), 1000));

        assertThat(answer.text()).isEqualTo("begin");
    }

    @Test
    void saysWhatTheReceiverMayKnowWhenItDoesNotAnswer() throws Exception {
        int silent = house.serve(_ -> {
        });
        int rude = house.speak(socket -> socket.handler(_ -> socket.close()));
        var limits = new PostLimits(Duration.ofMillis(300), 10);

        assertThatThrownBy(() -> client.post("http://127.0.0.1:" + silent, Map.of(), new byte[1], limits))
                .isInstanceOf(NoAnswerException.TimedOut.class).hasMessage("127.0.0.1 did not answer within 300 ms");
        assertThatThrownBy(() -> post(rude)).isInstanceOf(NoAnswerException.BrokenOff.class);
        assertThatThrownBy(() -> post(FreePorts.next())).isInstanceOf(NoAnswerException.Unreachable.class);
        assertThatThrownBy(() -> client.post("http://unknown.example/", Map.of(), new byte[1], limits))
                .isInstanceOf(NoAnswerException.Unreachable.class);
        assertThatThrownBy(() -> client.post("http://10.0.0.1/", Map.of(), new byte[1], limits))
                .isInstanceOf(NoAnswerException.Refused.class);
        assertThatThrownBy(() -> client.post("mailto:x@a.example", Map.of(), new byte[1], limits))
                .isInstanceOf(NoAnswerException.Refused.class);
        for (String ended : List.of("timed-out", "broken-off")) {
            assertThat(house.metrics.get("packhouse.outbound.requests").tags("use", "post", "ended", ended).timer().count())
                    .as(ended).isOne();
        }
    }

    @Test
    void keepsConnections() throws Exception {
        var connections = ConcurrentHashMap.<Integer>newKeySet();
        int port = house.serve(request -> {
            connections.add(request.connection().remoteAddress().port());
            request.response().end("ok");
        });

        for (int i = 0; i < 20; i++) {
            assertThat(post(port).status()).isEqualTo(200);
        }

        assertThat(connections).hasSize(1);
    }

    @Test
    void servesHundredsOfThreadsWhileOneReceiverIsDead() throws Exception {
        client = house.client(OutboundHouse.with("allow-loopback", "true", "connections-per-address", "4", "connect-timeout",
                "60s"));
        var hanging = new ConcurrentLinkedQueue<HttpServerRequest>();
        int dead = house.serve(hanging::add);
        var connections = ConcurrentHashMap.<Integer>newKeySet();
        int[] healthy = IntStream.range(0, 5).map(_ -> house.serve(request -> {
            connections.add(request.connection().remoteAddress().port());
            request.response().end();
        })).toArray();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var stuck = IntStream.range(0, 100).mapToObj(_ -> threads.submit(() -> post(dead))).toList();
            await().atMost(Duration.ofMinutes(1)).until(() -> hanging.size() == 4);
            var answers = IntStream.range(0, 1000).mapToObj(i -> threads.submit(() -> post(healthy[i % 5]))).toList();
            for (Future<Answer> answer : answers) {
                assertThat(answer.get(60, TimeUnit.SECONDS).status()).isEqualTo(200);
            }

            assertThat(stuck).noneMatch(Future::isDone);
            assertThat(hanging).hasSize(4);
            assertThat(connections).as("connections to five healthy receivers").hasSizeLessThanOrEqualTo(20);
            threads.shutdownNow();
        }
    }

    @Test
    void sendsNoHeaderThatSplits() {
        assertThatThrownBy(() -> client.post("http://127.0.0.1:8080/", Map.of("x", "a\r\nHost: inside"), new byte[0],
                OutboundHouse.POST)).isInstanceOf(IllegalArgumentException.class);
    }

    private Answer post(int port) throws NoAnswerException, InterruptedException {
        return client.post("http://127.0.0.1:" + port, Map.of("Content-Type", "text/plain"), "hello".getBytes(UTF_8),
                OutboundHouse.POST);
    }
}
