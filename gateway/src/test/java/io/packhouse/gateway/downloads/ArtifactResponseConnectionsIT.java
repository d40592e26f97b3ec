package io.packhouse.gateway.downloads;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

import io.vertx.core.http.HttpServerOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.gateway.downloads.DownloadMetrics.End;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.platform.objects.ObjectStore;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What one connection sees, over raw sockets: reuse, pipelining, clients that leave or take nothing. */
@Timeout(240)
@ParameterizedClass(name = "native transport: {0}")
@ValueSource(booleans = {false, true})
class ArtifactResponseConnectionsIT {

    private static final int LARGE = 40_000_000;

    @Parameter
    private boolean nativeTransport;

    @TempDir
    private Path root;

    private final LoggedTrouble trouble = new LoggedTrouble();
    private ObjectStore store;
    private DownloadServer server;

    @BeforeEach
    void start() throws Exception {
        store = new FileObjectStore(root);
        server = new DownloadServer(store, new HttpServerOptions(), Duration.ofMillis(500), nativeTransport);
    }

    @AfterEach
    void stop() {
        server.close();
        trouble.close();
        assertThat(server.unhandled).as("exceptions that nobody handled").isEmpty();
        assertThat(trouble.lines()).as("errors and warnings in the log").isEmpty();
    }

    @Test
    void servesTheNextRequestOnTheSameConnection() throws IOException {
        SampleArtifact sample = serve("RIRI", 100_000);
        try (Socket socket = connect(); InputStream in = new BufferedInputStream(socket.getInputStream())) {
            for (int i = 0; i < 3; i++) {
                ask(socket, "GET /" + sample.artifact().name() + " HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(head(in)).startsWith("HTTP/1.1 200 ");
                assertThat(in.readNBytes(sample.bytes().length)).isEqualTo(sample.bytes());

                ask(socket, "HEAD /" + sample.artifact().name() + " HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(head(in)).startsWith("HTTP/1.1 200 ").contains("content-length: " + sample.bytes().length);

                ask(socket, "GET /ping HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(head(in)).startsWith("HTTP/1.1 200 ");
                assertThat(in.readNBytes(4)).asString(ISO_8859_1).isEqualTo("pong");
            }
        }
    }

    @Test
    void answersPipelinedRequestsInOrder() throws IOException {
        SampleArtifact first = serve("RIR", 3_000_000);
        SampleArtifact second = serve("IRRI", 100_000);
        try (Socket socket = connect(); InputStream in = new BufferedInputStream(socket.getInputStream())) {
            ask(socket, "GET /" + first.artifact().name() + " HTTP/1.1\r\nHost: x\r\n\r\n" //
                    + "GET /ping HTTP/1.1\r\nHost: x\r\n\r\n" //
                    + "GET /" + second.artifact().name() + " HTTP/1.1\r\nHost: x\r\nRange: bytes=5-\r\n\r\n" //
                    + "GET /ping HTTP/1.1\r\nHost: x\r\n\r\n");

            assertThat(head(in)).startsWith("HTTP/1.1 200 ");
            assertThat(in.readNBytes(first.bytes().length)).isEqualTo(first.bytes());
            assertThat(head(in)).startsWith("HTTP/1.1 200 ");
            assertThat(in.readNBytes(4)).asString(ISO_8859_1).isEqualTo("pong");
            assertThat(head(in)).startsWith("HTTP/1.1 206 ");
            assertThat(in.readNBytes(second.bytes().length - 5))
                    .isEqualTo(Arrays.copyOfRange(second.bytes(), 5, second.bytes().length));
            assertThat(head(in)).startsWith("HTTP/1.1 200 ");
            assertThat(in.readNBytes(4)).asString(ISO_8859_1).isEqualTo("pong");
        }
    }

    @Test
    void endsTheConnectionOfAnOldClientAfterTheLastByte() throws IOException {
        SampleArtifact sample = serve("RI", 100_000);
        try (Socket socket = connect(); InputStream in = new BufferedInputStream(socket.getInputStream())) {
            ask(socket, "GET /" + sample.artifact().name() + " HTTP/1.0\r\n\r\n");

            assertThat(head(in)).contains(" 200 ");
            assertThat(in.readAllBytes()).isEqualTo(sample.bytes());
        }
    }

    @Test
    void closesTheFilesOfAClientThatLeaves() throws Exception {
        SampleArtifact sample = large();
        for (int reset = 0; reset < 2; reset++) {
            try (Socket socket = connect(); InputStream in = socket.getInputStream()) {
                ask(socket, "GET /" + sample.artifact().name() + " HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(in.readNBytes(100_000)).hasSize(100_000);
                assertThat(ArtifactResponseIT.openFiles(root)).isEqualTo(ArtifactResponseIT.canSeeOpenFiles() ? 1 : 0);
                if (reset == 1) {
                    socket.setSoLinger(true, 0);
                }
            }
        }

        await().untilAsserted(() -> assertThat(server.downloads).hasSize(2).allSatisfy(download -> {
            assertThat(download.end()).isEqualTo(End.CLIENT_GONE);
            assertThat(download.bytes()).isBetween(100_000L, LARGE - 1L);
        }));
        assertThat(ArtifactResponseIT.openFiles(root)).isZero();
    }

    @Test
    void cutsAClientThatTakesNothing() throws Exception {
        SampleArtifact sample = large();
        try (Socket socket = connect(); InputStream in = socket.getInputStream()) {
            ask(socket, "GET /" + sample.artifact().name() + " HTTP/1.1\r\nHost: x\r\n\r\n");

            await().untilAsserted(() -> assertThat(server.downloads).singleElement()
                    .satisfies(download -> assertThat(download.end()).isEqualTo(End.STALLED)));
            assertThat(ArtifactResponseIT.openFiles(root)).isZero();
            assertThat(in.readAllBytes()).hasSizeLessThan(LARGE);
        }
    }

    private SampleArtifact serve(String kinds, int largest) throws IOException {
        SampleArtifact sample = SampleArtifact.of(store, kinds, kinds.hashCode(), largest);
        server.serve(sample.artifact());
        return sample;
    }

    private SampleArtifact large() throws IOException {
        SampleArtifact sample = SampleArtifact.large(store, LARGE);
        server.serve(sample.artifact());
        return sample;
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.port());
    }

    private static void ask(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    }

    /** The head of a response, with its empty line. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            assertThat(next).as("the connection ended in a head: %s", head).isNotNegative();
            head.append((char) next);
        }
        return head.toString();
    }
}
