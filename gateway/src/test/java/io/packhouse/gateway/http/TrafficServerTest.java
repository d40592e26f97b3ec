package io.packhouse.gateway.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TrafficServerTest {

    private final Vertx vertx = Vertx.vertx();
    private TrafficServer server;

    @BeforeEach
    void start() throws Exception {
        serve(Duration.ofSeconds(1));
    }

    private void serve(Duration keepAlive) throws Exception {
        server = new TrafficServer(vertx, new HttpSettings("127.0.0.1", 0, Optional.empty(), Duration.ofMinutes(5),
                keepAlive, 3, Duration.ofSeconds(1), false));
        Router router = Router.router(vertx);
        router.get("/").handler(context -> context.response().end("hello"));
        router.get("/slow").handler(context -> vertx.setTimer(2500, _ -> context.response().end("at last")));
        server.listen(router);
    }

    @AfterEach
    void stop() {
        server.close();
        vertx.close().await();
    }

    @Test
    void refusesARequestLineThatIsTooLong() throws IOException {
        assertThat(exchange("GET /" + "x".repeat(5000) + " HTTP/1.1\r\nHost: h\r\n\r\n")).startsWith("HTTP/1.0 414");
    }

    @Test
    void refusesHeadersThatAreTooLarge() throws IOException {
        assertThat(exchange("GET / HTTP/1.1\r\nHost: h\r\nX: " + "x".repeat(10_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431");
    }

    @Test
    void refusesWhatIsNoHttp() throws IOException {
        assertThat(exchange("\u0001\u0002 nonsense\r\n\r\n")).startsWith("HTTP/1.0 400");
    }

    @Test
    void endsAClientThatSendsItsHeadByteByByte() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(60_000);
            Thread drip = Thread.ofVirtual().start(() -> {
                try {
                    for (byte b : ("GET / HTTP/1.1\r\nX: " + "x".repeat(1000)).getBytes(StandardCharsets.US_ASCII)) {
                        socket.getOutputStream().write(b);
                        Thread.sleep(Duration.ofMillis(100));
                    }
                } catch (IOException | InterruptedException _) {
                    // The server closed the connection, or the test is over.
                }
            });

            assertThat(readAll(socket)).isEmpty();
            drip.interrupt();
        }
    }

    @Test
    void aRequestInFlightIsNoRest() throws IOException {
        assertThat(exchange("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n")).endsWith("at last");
    }

    @Test
    void aConnectionServesSeveralRequestsUntilItRests() throws IOException {
        String answer = exchange("GET / HTTP/1.1\r\nHost: h\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n");

        assertThat(answer.split("hello", -1)).hasSize(3);
    }

    @Test
    void closesConnectionsBeyondTheLimit() throws Exception {
        server.close();
        // Those that rest stay open however slow this machine is.
        serve(Duration.ofMinutes(5));
        try (Socket one = new Socket(InetAddress.getLoopbackAddress(), server.port());
                Socket two = new Socket(InetAddress.getLoopbackAddress(), server.port());
                Socket three = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            for (Socket socket : new Socket[]{one, two, three}) {
                socket.setSoTimeout(60_000);
                socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(socket.getInputStream().read()).isEqualTo('H');
            }

            assertThat(exchange("GET / HTTP/1.1\r\nHost: h\r\n\r\n")).isEmpty();
        }
    }

    @Test
    void aTakenPortIsNamed() {
        TrafficServer second = new TrafficServer(vertx, new HttpSettings("127.0.0.1", server.port(), Optional.empty(),
                Duration.ofMinutes(5), Duration.ofSeconds(1), 3, Duration.ofSeconds(1), false));

        assertThatThrownBy(() -> second.listen(Router.router(Vertx.vertx()))).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("http.port " + server.port()).hasMessageContaining("127.0.0.1");
        second.close();
    }

    private String exchange(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return readAll(socket);
        } catch (java.net.SocketException reset) {
            return "";
        }
    }

    private static String readAll(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
}
