package io.packhouse.platform.outbound;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@Timeout(60)
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
}
