package io.packhouse.gateway.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.packhouse.contracts.FailureException;

import static org.assertj.core.api.Assertions.assertThat;

class RequestBodyTest {

    private static final int LIMIT = 200_000;

    private final Vertx vertx = Vertx.vertx();
    private HttpServer server;

    @BeforeEach
    void start() {
        Router router = Router.router(vertx);
        router.post("/").handler(context -> answer(context, Duration.ofMinutes(1)));
        router.post("/hasty").handler(context -> answer(context, Duration.ofMillis(700)));
        server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
    }

    private static void answer(RoutingContext context, Duration deadline) {
        new RequestBody(LIMIT, deadline).read(context).onSuccess(body -> context.response().end("got " + body.length()))
                .onFailure(failure -> {
                    String code = failure instanceof FailureException known ? known.failure().code().wire() : "fault";
                    context.response().setStatusCode(400).end(code);
                });
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void readsABodyOfExactlyTheLimit() throws IOException {
        String answer = exchange("POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: " + LIMIT + "\r\n\r\n"
                + "x".repeat(LIMIT));

        assertThat(answer).startsWith("HTTP/1.1 200").endsWith("got " + LIMIT);
    }

    @Test
    void readsAnEmptyBody() throws IOException {
        String answer = exchange("POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");

        assertThat(answer).endsWith("got 0");
    }

    @Test
    void refusesADeclaredLengthBeforeABodyArrives() throws IOException {
        String answer = exchange("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + (LIMIT + 1) + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").containsIgnoringCase("connection: close").endsWith("too-large");
    }

    @Test
    void refusesAChunkedBodyWhenItPassesTheLimit() throws IOException {
        String chunk = Integer.toHexString(LIMIT) + "\r\n" + "x".repeat(LIMIT) + "\r\n";

        String answer = exchange(
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk + "1\r\ny\r\n0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").endsWith("too-large");
    }

    @Test
    void aSenderOfMuchMoreThanTheLimitStillReadsItsRefusal() throws IOException {
        int size = 20_000_000;

        String answer = exchange("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + size + "\r\n\r\n" + "x".repeat(size));

        assertThat(answer).startsWith("HTTP/1.1 400").endsWith("too-large");
    }

    @Test
    void refusesASenderThatDripsAndClosesTheConnection() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write("POST /hasty HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            Thread drip = Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        socket.getOutputStream().write('x');
                        Thread.sleep(Duration.ofMillis(100));
                    }
                } catch (IOException | InterruptedException _) {
                    // The server closed the connection, or the test is over.
                }
            });

            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(answer).startsWith("HTTP/1.1 400").endsWith("too-slow");
            drip.interrupt();
        }
    }

    @Test
    void tellsAWaitingClientToContinueOnlyWhenTheLengthIsAllowed() throws IOException {
        String expecting = "POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: ";

        assertThat(exchange(expecting + "3\r\n\r\nabc")).startsWith("HTTP/1.1 100").endsWith("got 3");
        assertThat(exchange(expecting + "300000\r\n\r\n")).startsWith("HTTP/1.1 400");
    }

    @Test
    void aSmallRefusedBodyKeepsTheConnection() throws IOException {
        server.close().await();
        Router router = Router.router(vertx);
        router.post("/").handler(context -> {
            UnreadBody.watch(context);
            context.response().end("refused");
        });
        server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();

        String answer = exchange("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nfirst"
                + "POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");

        assertThat(answer.split("refused", -1)).hasSize(3);
    }

    private String exchange(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
                InputStream answer = socket.getInputStream()) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(answer.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
